#ifndef TESSERA_COPENBLAS_H
#define TESSERA_COPENBLAS_H
#include <cblas.h>

/* LAPACK routines that OpenBLAS carries; lapacke.h is another package. */

/* Cholesky factorisation. */
void spotrf_(const char *uplo, const blasint *n, float *a, const blasint *lda, blasint *info);

/* Eigenvalues and eigenvectors of a symmetric matrix, by divide and conquer. */
void dsyevd_(const char *jobz, const char *uplo, const blasint *n, double *a, const blasint *lda, double *w, double *work,
             const blasint *lwork, blasint *iwork, const blasint *liwork, blasint *info);
#endif
