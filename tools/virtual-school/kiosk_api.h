#pragma once
/* kiosk_api: what kiosks ask (protocol: Replies, The rest). */
#include "tools/virtual-school/request.h"

enum MHD_Result kiosk_api_events(struct request *request);
enum MHD_Result kiosk_api_stream(struct request *request);
/* The answer to one whose key does not open this door. */
enum MHD_Result kiosk_api_refuse(struct request *request);
