#include "start.h"

struct kapok_start kapok_start;
