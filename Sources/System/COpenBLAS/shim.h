#ifndef TESSERA_COPENBLAS_H
#define TESSERA_COPENBLAS_H
#include <cblas.h>
#endif
