#pragma once
/* words_staff: the words of the staff screens, a part of the table of words.h. */

/* Post, states, problems and codes are worded by ui/staff_words.c. Questions are answered "Yes" and "No". */
#define WORD_STAFF_LIST(X)                                                                         \
	X(WORD_ENTER_PIN, "Enter your PIN")                                                        \
	X(WORD_WRONG_PIN, "Wrong PIN")                                                             \
	X(WORD_WAIT, "Wait %s s")                                                                  \
	X(WORD_DIGITS, "Digits entered: %s")                                                       \
	X(WORD_ERASE, "Erase")                                                                     \
	X(WORD_ENTER, "Enter")                                                                     \
	X(WORD_LOCK, "Lock")                                                                       \
	X(WORD_SHOW_NAMES, "Touch to show names")                                                  \
	X(WORD_PAGE, "Page %s")                                                                    \
	X(WORD_RECORDED, "Recorded")                                                               \
	X(WORD_NOT_KEPT, "Nothing was recorded. Please try again.")                                \
	X(WORD_RANDOM_CARD, "This card's number changes. Please use another card.")                \
	X(WORD_CARD_TAKEN, "This card is somebody else's.")                                        \
	X(WORD_NOTHING_TO_UNDO, "There is no arrival to undo.")                                    \
	X(WORD_REGISTERS_TAKEN, "Today's registers have been taken already.")                      \
	X(WORD_POST_OFFICE, "school office")                                                       \
	X(WORD_POST_TEACHER, "teacher")                                                            \
	X(WORD_POST_ATTENDANCE, "attendance officer")                                              \
	X(WORD_POST_DESIGNATED, "designated teacher")                                              \
	X(WORD_POST_HEAD, "headteacher")                                                           \
	X(WORD_CLOSE_LIST, "Who is missing? %s")                                                   \
	X(WORD_CLOSE_LIST_UNTIL, ", until %s")                                                     \
	X(WORD_REGISTER, "Register")                                                               \
	X(WORD_EVACUATION, "Evacuation list")                                                      \
	X(WORD_DELIVERY_AND_KIOSK, "Delivery and kiosk")                                           \
	X(WORD_DELIVERY, "What authorities have received")                                         \
	X(WORD_KIOSK, "How the kiosk is")                                                          \
	X(WORD_CLOSE_SCHOOL, "Close the school")                                                   \
	X(WORD_ROWS_GO, "Unchecked rows go at %s")                                                 \
	X(WORD_WHO_IS_MISSING, "Who is missing?")                                                  \
	X(WORD_NOBODY_TO_CHECK, "There is nobody to check.")                                       \
	X(WORD_HERE, "Here")                                                                       \
	X(WORD_KNOWN_REASON, "Known reason")                                                       \
	X(WORD_NOT_HERE, "Not here")                                                               \
	X(WORD_REGISTER_OF, "Register: %s")                                                        \
	X(WORD_NOBODY_IN_FORM, "There is nobody in this class.")                                   \
	X(WORD_NO_FORMS, "There are no classes yet.")                                              \
	X(WORD_STATE_IN, "In %s")                                                                  \
	X(WORD_STATE_LATE, "Late %s")                                                              \
	X(WORD_STATE_LATE_NO_TIME, "Late")                                                         \
	X(WORD_STATE_LEFT, "Left %s")                                                              \
	X(WORD_STATE_LEFT_NO_TIME, "Left")                                                         \
	X(WORD_STATE_BACK, "Back %s")                                                              \
	X(WORD_STATE_ELSEWHERE, "Off site")                                                        \
	X(WORD_STATE_EXPLAINED, "Explained")                                                       \
	X(WORD_STATE_SUSPENDED, "Suspended")                                                       \
	X(WORD_STATE_NOT_EXPECTED, "Not due")                                                      \
	X(WORD_STATE_CLOSED, "Closed")                                                             \
	X(WORD_STATE_UNKNOWN, "Not sure")                                                          \
	X(WORD_STATE_NOT_YET, "Not here yet")                                                      \
	X(WORD_UNDO, "Undo arrival")                                                               \
	X(WORD_GIVE_CARD, "Give a card")                                                           \
	X(WORD_BLOCK_CARDS, "Block cards")                                                         \
	X(WORD_BLOCK_SURE, "Block all this pupil's cards?")                                        \
	X(WORD_KNOWN_REASON_FOR, "Known reason: %s")                                               \
	X(WORD_NO_CODES, "There are no reasons to choose from.")                                   \
	X(WORD_WHY_CLOSED, "Why is the school closed today?")                                      \
	X(WORD_CLOSE_SURE, "Close the school for today?")                                          \
	X(WORD_NEW_CARD, "Tap the new card for %s")                                                \
	X(WORD_INSIDE, "In school now: %s")                                                        \
	X(WORD_IN_BUILDING, "%s in the building")                                                  \
	X(WORD_NO_CLASS, "No class")                                                               \
	X(WORD_PRINT, "Print")                                                                     \
	X(WORD_PRINTING, "Sending to the printer")                                                 \
	X(WORD_PRINTED, "Sent to the printer")                                                     \
	X(WORD_NO_PRINTING, "No program to print with.")                                           \
	X(WORD_PRINTER_REFUSED, "The printer did not take it.")                                    \
	X(WORD_PRINTER_SILENT, "The printer did not answer.")                                      \
	X(WORD_PRINTER_BUSY, "Still printing the last list.")                                      \
	X(WORD_SHEET, "Sheet %s")                                                                  \
	X(WORD_NOBODY_INSIDE, "Nobody is in school.")                                              \
	X(WORD_OPENED, "Received %s, all opened")                                                  \
	X(WORD_NOT_OPENED, "Received %s, not opened yet")                                          \
	X(WORD_RECEIVED, "Received %s")                                                            \
	X(WORD_NOT_DELIVERED, "NOT delivered since %s")                                            \
	X(WORD_PARKED, ". Messages refused: %s")                                                   \
	X(WORD_TELEPHONE, ". Telephone %s")                                                        \
	X(WORD_RING_THEM, ". Please ring them.")                                                   \
	X(WORD_QUEUED, "Waiting to be sent: %s")                                                   \
	X(WORD_NOTHING_SENT, "Nothing to send yet today")                                          \
	X(WORD_ROLL_TODAY, "Pupil list: from today")                                               \
	X(WORD_ROLL_YESTERDAY, "Pupil list: 1 day old")                                            \
	X(WORD_ROLL_DAYS, "Pupil list: %s days old")                                               \
	X(WORD_CLOCK_RIGHT, "Clock: right")                                                        \
	X(WORD_CLOCK_HOLDING, "Clock: right, not checked")                                         \
	X(WORD_CLOCK_WRONG, "Clock: may be wrong")                                                 \
	X(WORD_READER_WELL, "Card reader: working")                                                \
	X(WORD_READER_LOST, "Card reader: not working")                                            \
	X(WORD_DISK, "Room on the disk: %s MB")                                                    \
	X(WORD_CERTIFICATE_DAYS, "Certificate: %s days left")                                      \
	X(WORD_CERTIFICATE_DAY, "Certificate: 1 day left")                                         \
	X(WORD_CERTIFICATE_REFUSED, "Certificate: refused, enrol again")                           \
	X(WORD_CERTIFICATE_OUT, "Certificate: has run out")                                        \
	X(WORD_CERTIFICATE_NONE, "Certificate: none")                                              \
	X(WORD_DOORS, "Doors not in use")                                                          \
	X(WORD_DOORS_MEAN, "Not in use: nobody comes or goes all day.")                            \
	X(WORD_ONLY_DOOR, "This is the only door. Without it no absence is certain.")              \
	X(WORD_NO_DOOR, "No door is in use. No absence is certain today.")                         \
	X(WORD_THIS_KIOSK, "%s (this kiosk)")                                                      \
	X(WORD_DOOR_IN_USE, "In use")                                                              \
	X(WORD_DOOR_NOT_IN_USE, "Not in use today")                                                \
	X(WORD_DOOR_SINCE, "Not in use since %s")                                                  \
	X(WORD_DOOR_USED, "Used after all")                                                        \
	X(WORD_DOOR_AGAIN, "In use again")                                                         \
	X(WORD_CLOCK_DOUBT, "The clock may be wrong. Nothing was recorded.")                       \
	X(WORD_SEARCH, "Search")                                                                   \
	X(WORD_BEGIN_NAME, "Begin a name")                                                         \
	X(WORD_SHOW_FOUND, "Show %s")                                                              \
	X(WORD_ONLY_THESE, "Only these letters fit. Erase to change.")                             \
	X(WORD_NOBODY_FITS, "Nobody fits. Erase a letter.")                                        \
	X(WORD_NO_PUPILS, "There are no pupils yet.")                                              \
	X(WORD_SEARCH_FOR, "Search: %s")                                                           \
	X(WORD_NOBODY_FOUND, "Nobody is found. Please go back.")                                   \
	X(WORD_BUS_WAS_LATE, "The bus was late")                                                   \
	X(WORD_LATE_MORNING, "Late this morning: %s")                                              \
	X(WORD_LATE_AFTERNOON, "Late this afternoon: %s")                                          \
	X(WORD_NOBODY_LATE, "Nobody else came late.")                                              \
	X(WORD_STATE_BUS, "Bus %s")                                                                \
	X(WORD_ALL_OF_THESE, "All of these")                                                       \
	X(WORD_NONE_OF_THESE, "None of these")                                                     \
	X(WORD_LATE_THE_BUS, "Late: the bus (%s)")                                                 \
	X(WORD_CODE_MORNING, "Here in the morning")                                                \
	X(WORD_CODE_AFTERNOON, "Here in the afternoon")                                            \
	X(WORD_CODE_LATE, "Late, register still open")                                             \
	X(WORD_CODE_ARRANGED, "Arranged by the council")                                           \
	X(WORD_CODE_TRIP, "School trip or visit")                                                  \
	X(WORD_CODE_SPORT, "Sport the school agreed")                                              \
	X(WORD_CODE_WORK, "Work experience")                                                       \
	X(WORD_CODE_OFF_SITE, "Other learning off site")                                           \
	X(WORD_CODE_OTHER_SCHOOL, "At their other school")                                         \
	X(WORD_CODE_LEAVE, "Special leave")                                                        \
	X(WORD_CODE_PERFORMANCE, "Performing, or work abroad")                                     \
	X(WORD_CODE_PART_TIME, "Part-time timetable")                                              \
	X(WORD_CODE_INTERVIEW, "Interview")                                                        \
	X(WORD_CODE_STUDY, "Study leave for exams")                                                \
	X(WORD_CODE_DOCTOR, "Doctor or dentist")                                                   \
	X(WORD_CODE_RELIGION, "Religious day")                                                     \
	X(WORD_CODE_ILL, "Ill")                                                                    \
	X(WORD_CODE_TRAVELLING, "Family travels for work")                                         \
	X(WORD_CODE_SUSPENDED, "Suspended or excluded")                                            \
	X(WORD_CODE_AGE, "Not of school age")                                                      \
	X(WORD_CODE_ACCESS, "No way to get here arranged")                                         \
	X(WORD_CODE_TRANSPORT, "School bus did not run")                                           \
	X(WORD_CODE_TRAVEL, "Travel badly disrupted")                                              \
	X(WORD_CODE_PART_CLOSED, "Part of the school closed")                                      \
	X(WORD_CODE_SITE_CLOSED, "Whole school had to close")                                      \
	X(WORD_CODE_CUSTODY, "In custody")                                                         \
	X(WORD_CODE_HEALTH, "Public health rules")                                                 \
	X(WORD_CODE_UNAVOIDABLE, "Other, unavoidable")                                             \
	X(WORD_CODE_HOLIDAY, "Holiday not agreed")                                                 \
	X(WORD_CODE_NO_REASON, "No reason yet")                                                    \
	X(WORD_CODE_OTHER, "Other, or not known")                                                  \
	X(WORD_CODE_CAME_LATE, "Came after the register")                                          \
	X(WORD_CODE_NOT_ON_ROLL, "Not on the roll yet")                                            \
	X(WORD_CODE_PLANNED, "Planned closure")                                                    \
	X(WORD_CODE_AUTHORISED, "Another reason, agreed")                                          \
	X(WORD_CODE_LONG_HOLIDAY, "Long holiday, agreed")                                          \
	X(WORD_CODE_AGREED_HOLIDAY, "Holiday, agreed")                                             \
	X(WORD_CODE_TRAVELLER, "Traveller family travelling")                                      \
	X(WORD_CODE_FORCED, "Closed in part or by force")                                          \
	X(WORD_CODE_CLOSED, "School closed to all")
