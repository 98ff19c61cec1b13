#pragma once
/* web: what an officer's browser asks. Every answer is of the one authority whose session it is. */
#include "tools/virtual-school/request.h"

enum MHD_Result web_home(struct request *request);
enum MHD_Result web_sign_in(struct request *request);
enum MHD_Result web_sign_out(struct request *request);
enum MHD_Result web_style(struct request *request);
/* 303 to the first page. */
enum MHD_Result web_go_home(struct request *request);
enum MHD_Result web_not_found(struct request *request);
