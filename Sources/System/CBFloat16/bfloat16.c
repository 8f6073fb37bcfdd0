#include "bfloat16.h"
#include <string.h>

// MARK: Any processor

static inline uint32_t bits(float x) {
    uint32_t u;
    memcpy(&u, &x, 4);
    return u;
}

static inline float value(uint32_t u) {
    float x;
    memcpy(&x, &u, 4);
    return x;
}

// The rounded upper half, in the upper 16 bits. Numbers below the smallest normal one become zero, as in the instruction; a NaN stays one.
static inline uint32_t rounded(float x) {
    uint32_t u = bits(x);
    if ((u & 0x7F800000u) == 0) return u & 0x80000000u;
    if (x != x) return (u | 0x00400000u) & 0xFFFF0000u;
    return (u + 0x7FFFu + (u >> 16 & 1)) & 0xFFFF0000u;
}

static inline uint32_t pair(float first, float second) { return rounded(first) >> 16 | rounded(second); }

static void product_portable(long rows, long pairs, const uint32_t *a, long row, long step, const uint32_t *b, float *c, long ldc,
                             long columns, int adding) {
    for (long i = 0; i < rows; i++) {
        float sums[32] = {0};
        for (long p = 0; p < pairs; p++) {
            uint32_t x = a[i * row + p * step];
            float first = value(x << 16), second = value(x & 0xFFFF0000u);
            for (int j = 0; j < 32; j++) {
                uint32_t y = b[p * 32 + j];
                sums[j] += first * value(y << 16);
                sums[j] += second * value(y & 0xFFFF0000u);
            }
        }
        for (long j = 0; j < columns; j++) c[i * ldc + j] = adding ? c[i * ldc + j] + sums[j] : sums[j];
    }
}

static void pack_rows_portable(const float *src, long stride, long rows, long k, uint32_t *dst) {
    long pairs = (k + 1) / 2;
    for (long i = 0; i < rows; i++)
        for (long p = 0; p < pairs; p++)
            dst[i * pairs + p] = pair(src[i * stride + 2 * p], 2 * p + 1 < k ? src[i * stride + 2 * p + 1] : 0);
}

static void pack_panels_portable(const float *src, long row, long column, long k, long columns, uint32_t *dst, long distance) {
    long pairs = (k + 1) / 2;
    for (long j = 0; j < columns; j += 32)
        for (long p = 0; p < pairs; p++)
            for (long l = 0; l < 32; l++) {
                const float *x = src + 2 * p * row + (j + l) * column;
                dst[j / 32 * distance + p * 32 + l] = j + l < columns ? pair(x[0], 2 * p + 1 < k ? x[row] : 0) : 0;
            }
}

// MARK: AVX512-BF16

#if defined(__x86_64__)
#include <immintrin.h>
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512bf16")))
#define INLINE __attribute__((always_inline)) static inline

INLINE AVX512 __mmask16 first_of(long count) { return count >= 16 ? 0xFFFF : count <= 0 ? 0 : (__mmask16)((1u << count) - 1); }

// Transposes 16 rows of 16 words.
INLINE AVX512 void transpose(__m512i r[16]) {
    __m512i t[16];
    for (int i = 0; i < 8; i++) {
        t[2 * i] = _mm512_unpacklo_epi32(r[2 * i], r[2 * i + 1]);
        t[2 * i + 1] = _mm512_unpackhi_epi32(r[2 * i], r[2 * i + 1]);
    }
    for (int i = 0; i < 4; i++) {
        r[4 * i] = _mm512_unpacklo_epi64(t[4 * i], t[4 * i + 2]);
        r[4 * i + 1] = _mm512_unpackhi_epi64(t[4 * i], t[4 * i + 2]);
        r[4 * i + 2] = _mm512_unpacklo_epi64(t[4 * i + 1], t[4 * i + 3]);
        r[4 * i + 3] = _mm512_unpackhi_epi64(t[4 * i + 1], t[4 * i + 3]);
    }
    for (int i = 0; i < 4; i++) {
        t[i] = _mm512_shuffle_i32x4(r[i], r[4 + i], 0x88);
        t[4 + i] = _mm512_shuffle_i32x4(r[i], r[4 + i], 0xDD);
        t[8 + i] = _mm512_shuffle_i32x4(r[8 + i], r[12 + i], 0x88);
        t[12 + i] = _mm512_shuffle_i32x4(r[8 + i], r[12 + i], 0xDD);
    }
    for (int i = 0; i < 4; i++) {
        r[i] = _mm512_shuffle_i32x4(t[i], t[8 + i], 0x88);
        r[8 + i] = _mm512_shuffle_i32x4(t[i], t[8 + i], 0xDD);
        r[4 + i] = _mm512_shuffle_i32x4(t[4 + i], t[12 + i], 0x88);
        r[12 + i] = _mm512_shuffle_i32x4(t[4 + i], t[12 + i], 0xDD);
    }
}

// `rows` rows, a constant where it is inlined, by one panel: the sums stay in registers.
INLINE AVX512 void sum(int rows, long pairs, const uint32_t *a, long row, long step, const uint32_t *b, __m512 sums[12][2],
                       const struct bfloat16_ahead *ahead) {
    // Two cache lines of each row of each array, spread over the pairs.
    long lines = ahead ? 2 * rows * ahead->count : 0, each = (lines + pairs - 1) / pairs, next = 0;
    for (int i = 0; i < rows; i++) sums[i][0] = sums[i][1] = _mm512_setzero_ps();
    for (long p = 0; p < pairs; p++) {
        for (long end = next + each < lines ? next + each : lines; next < end; next++) {
            const float *line = ahead->arrays[next / (2 * rows)] + next / 2 % rows * ahead->stride + next % 2 * 16;
            _mm_prefetch((const char *)line, _MM_HINT_T1);
        }
        __m512bh left = (__m512bh)_mm512_loadu_si512(b + p * 32), right = (__m512bh)_mm512_loadu_si512(b + p * 32 + 16);
#pragma clang loop unroll(full)
        for (int i = 0; i < rows; i++) {
            __m512bh x = (__m512bh)_mm512_set1_epi32((int)a[i * row + p * step]);
            sums[i][0] = _mm512_dpbf16_ps(sums[i][0], x, left);
            sums[i][1] = _mm512_dpbf16_ps(sums[i][1], x, right);
        }
    }
}

INLINE AVX512 void block(int rows, long pairs, const uint32_t *a, long row, long step, const uint32_t *b, float *c, long ldc, long columns,
                         int adding, const struct bfloat16_ahead *ahead) {
    __m512 sums[12][2];
    sum(rows, pairs, a, row, step, b, sums, ahead);
    __mmask16 l = first_of(columns), r = first_of(columns - 16);
    for (int i = 0; i < rows; i++) {
        float *d = c + i * ldc;
        if (adding) {
            sums[i][0] = _mm512_add_ps(sums[i][0], _mm512_maskz_loadu_ps(l, d));
            sums[i][1] = _mm512_add_ps(sums[i][1], _mm512_maskz_loadu_ps(r, d + 16));
        }
        _mm512_mask_storeu_ps(d, l, sums[i][0]);
        _mm512_mask_storeu_ps(d + 16, r, sums[i][1]);
    }
}

// The same with rows and columns of C exchanged.
INLINE AVX512 void block_transposed(int rows, long pairs, const uint32_t *a, const uint32_t *b, float *c, long ldc, long columns) {
    __m512 sums[12][2];
    sum(rows, pairs, a, pairs, 1, b, sums, 0);
    for (int half = 0; half < 2; half++) {
        __m512i r[16];
        for (int i = 0; i < 16; i++) r[i] = i < rows ? (__m512i)sums[i][half] : _mm512_setzero_si512();
        transpose(r);
        for (int j = 0; j < 16; j++)
            if (16 * half + j < columns) _mm512_mask_storeu_epi32(c + (16 * half + j) * ldc, first_of(rows), r[j]);
    }
}

#define BLOCK(name, count, row, step)                                                                                                \
    static AVX512 void name##_##count(long pairs, const uint32_t *a, const uint32_t *b, float *c, long ldc, long columns, int adding) { \
        block(count, pairs, a, row, step, b, c, ldc, columns, adding, 0);                                                               \
    }
#define ROWS(count) BLOCK(rows, count, pairs, 1)
#define PANEL(count) BLOCK(panel, count, 1, 32)
#define TRANSPOSED(count)                                                                                                            \
    static AVX512 void transposed_##count(long pairs, const uint32_t *a, const uint32_t *b, float *c, long ldc, long columns) {       \
        block_transposed(count, pairs, a, b, c, ldc, columns);                                                                        \
    }
ROWS(1) ROWS(2) ROWS(3) ROWS(4) ROWS(5) ROWS(6) ROWS(7) ROWS(8) ROWS(9) ROWS(10) ROWS(11) ROWS(12)
PANEL(1) PANEL(2) PANEL(3) PANEL(4) PANEL(5) PANEL(6) PANEL(7) PANEL(8)
TRANSPOSED(1) TRANSPOSED(2) TRANSPOSED(3) TRANSPOSED(4) TRANSPOSED(5) TRANSPOSED(6) TRANSPOSED(7) TRANSPOSED(8) TRANSPOSED(9)
TRANSPOSED(10) TRANSPOSED(11) TRANSPOSED(12)

typedef void (*transposed_function)(long, const uint32_t *, const uint32_t *, float *, long, long);
static const transposed_function transposed_blocks[] = {0, transposed_1, transposed_2, transposed_3, transposed_4, transposed_5,
    transposed_6, transposed_7, transposed_8, transposed_9, transposed_10, transposed_11, transposed_12};

// Eight rows of a panel of A, with arrays prefetched while they are multiplied.
static AVX512 void panel_ahead(long pairs, const uint32_t *a, const uint32_t *b, float *c, long ldc, long columns,
                               const struct bfloat16_ahead *ahead) {
    block(8, pairs, a, 1, 32, b, c, ldc, columns, 0, ahead);
}

typedef void (*block_function)(long, const uint32_t *, const uint32_t *, float *, long, long, int);
static const block_function row_blocks[] = {0, rows_1, rows_2, rows_3, rows_4, rows_5, rows_6, rows_7, rows_8, rows_9, rows_10, rows_11, rows_12};
static const block_function panel_blocks[] = {0, panel_1, panel_2, panel_3, panel_4, panel_5, panel_6, panel_7, panel_8};

static AVX512 void pack_rows_avx512(const float *src, long stride, long rows, long k, uint32_t *dst) {
    long pairs = (k + 1) / 2;
    for (long i = 0; i < rows; i++) {
        const float *x = src + i * stride;
        uint32_t *d = dst + i * pairs;
        long p = 0;
        for (; 2 * p + 32 <= k; p += 16)
            _mm512_storeu_si512(d + p, (__m512i)_mm512_cvtne2ps_pbh(_mm512_loadu_ps(x + 2 * p + 16), _mm512_loadu_ps(x + 2 * p)));
        if (p < pairs) {
            __m512 low = _mm512_maskz_loadu_ps(first_of(k - 2 * p), x + 2 * p);
            __m512 high = _mm512_maskz_loadu_ps(first_of(k - 2 * p - 16), x + 2 * p + 16);
            _mm512_mask_storeu_epi32(d + p, first_of(pairs - p), (__m512i)_mm512_cvtne2ps_pbh(high, low));
        }
    }
}

// Two rows of 16 floats as 16 pairs.
INLINE AVX512 __m512i interleaved(__m512 first, __m512 second) {
    __m512i low = _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh(first));
    __m512i high = _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh(second));
    return _mm512_or_si512(low, _mm512_slli_epi32(high, 16));
}

static AVX512 void pack_panels_avx512(const float *src, long stride, long k, long columns, uint32_t *dst, long distance) {
    long pairs = (k + 1) / 2;
    for (long j = 0; j < columns; j += 32, dst += distance) {
        __mmask16 l = first_of(columns - j), r = first_of(columns - j - 16);
        for (long p = 0; p < pairs; p++) {
            const float *x = src + 2 * p * stride + j, *y = x + stride;
            __mmask16 yl = 2 * p + 1 < k ? l : 0, yr = 2 * p + 1 < k ? r : 0;
            _mm512_storeu_si512(dst + p * 32, interleaved(_mm512_maskz_loadu_ps(l, x), _mm512_maskz_loadu_ps(yl, y)));
            _mm512_storeu_si512(dst + p * 32 + 16, interleaved(_mm512_maskz_loadu_ps(r, x + 16), _mm512_maskz_loadu_ps(yr, y + 16)));
        }
    }
}

static AVX512 void pack_panels_transposed_avx512(const float *src, long stride, long columns, long k, uint32_t *dst) {
    long pairs = (k + 1) / 2;
    for (long j = 0; j < columns; j += 32, dst += pairs * 32)
        for (int half = 0; half < 32; half += 16)
            for (long p = 0; p < pairs; p += 16) {
                __mmask16 low = first_of(k - 2 * p), high = first_of(k - 2 * p - 16);
                __m512i r[16];
                for (int i = 0; i < 16; i++) {
                    const float *x = src + (j + half + i) * stride + 2 * p;
                    int inside = j + half + i < columns;
                    r[i] = inside ? (__m512i)_mm512_cvtne2ps_pbh(_mm512_maskz_loadu_ps(high, x + 16), _mm512_maskz_loadu_ps(low, x))
                                  : _mm512_setzero_si512();
                }
                transpose(r);
                long count = pairs - p < 16 ? pairs - p : 16;
                for (int i = 0; i < 16; i++)
                    if (i < count) _mm512_storeu_si512(dst + (p + i) * 32 + half, r[i]);
            }
}
#endif

// MARK: The choice

int bfloat16_best_kernel(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512bf16") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512dq"))
        return bfloat16_avx512;
#endif
    return bfloat16_portable;
}

void bfloat16_pack_rows(const float *src, long stride, long rows, long k, uint32_t *dst) {
#if defined(__x86_64__)
    if (bfloat16_best_kernel() == bfloat16_avx512) return pack_rows_avx512(src, stride, rows, k, dst);
#endif
    pack_rows_portable(src, stride, rows, k, dst);
}

void bfloat16_pack_panels(const float *src, long stride, long k, long columns, uint32_t *dst, long distance) {
#if defined(__x86_64__)
    if (bfloat16_best_kernel() == bfloat16_avx512) return pack_panels_avx512(src, stride, k, columns, dst, distance);
#endif
    pack_panels_portable(src, stride, 1, k, columns, dst, distance);
}

void bfloat16_pack_panels_transposed(const float *src, long stride, long columns, long k, uint32_t *dst) {
#if defined(__x86_64__)
    if (bfloat16_best_kernel() == bfloat16_avx512) return pack_panels_transposed_avx512(src, stride, columns, k, dst);
#endif
    pack_panels_portable(src, 1, stride, k, columns, dst, (k + 1) / 2 * 32);
}

void bfloat16_product(int kernel, long m, long n, long pairs, const uint32_t *a, int a_panels, const uint32_t *b, float *c, long ldc,
                      int adding) {
    // Blocks of a panel of A do not reach into the next one.
    long most = a_panels ? 8 : 12;
    for (long j = 0; j < n; j += 32) {
        const uint32_t *panel = b + j * pairs;
        long columns = n - j < 32 ? n - j : 32;
        for (long i = 0; i < m; i += most) {
            long rows = m - i < most ? m - i : most;
            const uint32_t *x = a_panels ? a + i / 32 * 32 * pairs + i % 32 : a + i * pairs;
            float *d = c + i * ldc + j;
#if defined(__x86_64__)
            if (kernel == bfloat16_avx512) {
                (a_panels ? panel_blocks : row_blocks)[rows](pairs, x, panel, d, ldc, columns, adding);
                continue;
            }
#endif
            product_portable(rows, pairs, x, a_panels ? 1 : pairs, a_panels ? 32 : 1, panel, d, ldc, columns, adding);
        }
    }
}

void bfloat16_product_transposed(int kernel, long m, long n, long pairs, const uint32_t *a, const uint32_t *b, float *c, long ldc) {
    for (long i = 0; i < m; i += 12) {
        long rows = m - i < 12 ? m - i : 12;
        for (long j = 0; j < n; j += 32) {
            long columns = n - j < 32 ? n - j : 32;
            float *d = c + j * ldc + i;
#if defined(__x86_64__)
            if (kernel == bfloat16_avx512) {
                transposed_blocks[rows](pairs, a + i * pairs, b + j * pairs, d, ldc, columns);
                continue;
            }
#endif
            float block[12 * 32];
            product_portable(rows, pairs, a + i * pairs, pairs, 1, b + j * pairs, block, 32, columns, 0);
            for (long column = 0; column < columns; column++)
                for (long row = 0; row < rows; row++) d[column * ldc + row] = block[row * 32 + column];
        }
    }
}

void bfloat16_product_ahead(int kernel, long m, long n, long pairs, const uint32_t *a, const uint32_t *b, float *c, long ldc,
                            struct bfloat16_ahead ahead) {
#if defined(__x86_64__)
    if (kernel == bfloat16_avx512 && m % 8 == 0 && ahead.count <= 8) {
        for (long j = 0; j < n; j += 32)
            for (long i = 0; i < m; i += 8) {
                struct bfloat16_ahead here = ahead;
                for (long k = 0; k < here.count; k++) here.arrays[k] += i * here.stride + j;
                panel_ahead(pairs, a + i / 32 * 32 * pairs + i % 32, b + j * pairs, c + i * ldc + j, ldc, n - j < 32 ? n - j : 32, &here);
            }
        return;
    }
#endif
    bfloat16_product(kernel, m, n, pairs, a, 1, b, c, ldc, 0);
}
