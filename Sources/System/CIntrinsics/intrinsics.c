// The header says everything; a C target needs one source.
#include "intrinsics.h"
