#ifndef TESSERA_COPENBLAS_H
#define TESSERA_COPENBLAS_H
#include <cblas.h>

/* LAPACK's Cholesky factorisation, which the library carries with its own kernels; lapacke.h is another package. */
void spotrf_(const char *uplo, const blasint *n, float *a, const blasint *lda, blasint *info);
#endif
