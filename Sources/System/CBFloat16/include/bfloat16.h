#ifndef TESSERA_BFLOAT16_H
#define TESSERA_BFLOAT16_H
#include <stdint.h>
#if defined(__AVX512BF16__) && defined(__AVX512BW__)
#include <immintrin.h>
#endif
// Matrix products whose factors are bfloat16 and whose sums are float: C (m, n) = A (m, k) B (k, n).
//
// A bfloat16 is the upper half of a float, rounded to nearest, ties to even. The instruction adds two products at a time, so factors are
// kept in pairs: a pair is two neighbours along k in 32 bits, the first one in the lower half. An odd k is filled up with zero.
//
// A factor is stored in one of two ways:
//   rows    [m][pairs]                 A alone: neighbours along k lie beside each other.
//   panels  [columns / 32][pairs][32]  B, or A with m for columns: 32 columns at a time, the last ones filled up with zeros.

enum bfloat16_kernel {
    bfloat16_portable = 0,  // no instruction for it: correct, and slower than float
    bfloat16_avx512 = 1,    // AVX512-BF16
};

// The fastest kernel that this CPU has.
int bfloat16_best_kernel(void);

// dst [rows][pairs] from src [rows][k], whose rows are `stride` floats apart.
void bfloat16_pack_rows(const float *src, long stride, long rows, long k, uint32_t *dst);

// dst [columns / 32][pairs][32] from src [k][columns], whose rows are `stride` floats apart. `distance` is from one panel to the next, in
// pairs: more than pairs * 32 where k is a part of it.
void bfloat16_pack_panels(const float *src, long stride, long k, long columns, uint32_t *dst, long distance);

// The same from src [columns][k], with panels next to each other.
void bfloat16_pack_panels_transposed(const float *src, long stride, long columns, long k, uint32_t *dst);

// C (m, n), its rows `ldc` floats apart, = A B, or C += A B where `adding`. A lies in rows, or where `a_panels` in panels; B in panels.
// Each element is the sum over the pairs in order, whatever m and n are.
void bfloat16_product(int kernel, long m, long n, long pairs, const uint32_t *a, int a_panels, const uint32_t *b, float *c, long ldc,
                      int adding);

// Arrays with the rows and columns of C that the caller reads next: `count` of them, at most 8, rows `stride` floats apart.
struct bfloat16_ahead {
    const float *arrays[8];
    long count, stride;
};

// C (m, n) = A B, with A in panels, while the arrays are prefetched into the second-level cache.
void bfloat16_product_ahead(int kernel, long m, long n, long pairs, const uint32_t *a, const uint32_t *b, float *c, long ldc,
                            struct bfloat16_ahead ahead);

// C (n, m), its rows `ldc` floats apart, = the transpose of A B, with A in rows.
void bfloat16_product_transposed(int kernel, long m, long n, long pairs, const uint32_t *a, const uint32_t *b, float *c, long ldc);

// MARK: Sixteen floats at a time, for code that rounds what it has in registers

typedef float bfloat16_floats __attribute__((ext_vector_type(16)));
typedef unsigned bfloat16_bits __attribute__((ext_vector_type(16)));

#if !(defined(__AVX512BF16__) && defined(__AVX512BW__))
// Rounds in the upper 16 bits. Infinities stay; so do the NaNs that arithmetic makes.
static inline bfloat16_bits bfloat16_upper(bfloat16_floats x) {
    bfloat16_bits u = (bfloat16_bits)x;
    return (u + 0x7FFFu + (u >> 16 & 1)) & 0xFFFF0000u;
}
#endif

// Sixteen pairs of an element of `first` and one of `second`.
static inline bfloat16_bits bfloat16_pairs(bfloat16_floats first, bfloat16_floats second) {
#if defined(__AVX512BF16__) && defined(__AVX512BW__)
    __m512i low = _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh((__m512)first));
    __m512i high = _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh((__m512)second));
    return (bfloat16_bits)_mm512_or_si512(low, _mm512_slli_epi32(high, 16));
#else
    return bfloat16_upper(first) >> 16 | bfloat16_upper(second);
#endif
}

// The elements of `first`, then those of `second`, two to a pair.
static inline bfloat16_bits bfloat16_neighbours(bfloat16_floats first, bfloat16_floats second) {
#if defined(__AVX512BF16__) && defined(__AVX512BW__)
    return (bfloat16_bits)_mm512_cvtne2ps_pbh((__m512)second, (__m512)first);
#else
    bfloat16_bits a = bfloat16_upper(first), b = bfloat16_upper(second);
    bfloat16_bits even = __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    bfloat16_bits odd = __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
    return even >> 16 | odd;
#endif
}
#endif
