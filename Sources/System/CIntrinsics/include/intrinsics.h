#ifndef TESSERA_INTRINSICS_H
#define TESSERA_INTRINSICS_H
#if defined(__x86_64__)
#include <cpuid.h>
#endif
// What a processor can do and Swift cannot say: two hints, the square roots of a vector in one instruction, the halves of sixteen
// products and the differences of thirty-two bytes in a few (Swift's go lane by lane), and the question which vectors this file was
// compiled for.

static inline void spin_hint(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
}

typedef float float16 __attribute__((ext_vector_type(16)));
static inline float16 vector_square_root(float16 x) { return __builtin_elementwise_sqrt(x); }

typedef float float8 __attribute__((ext_vector_type(8)));
static inline float8 half_vector_square_root(float8 x) { return __builtin_elementwise_sqrt(x); }

typedef unsigned char byte32 __attribute__((ext_vector_type(32)));
typedef short short16 __attribute__((ext_vector_type(16)));
typedef short short32 __attribute__((ext_vector_type(32)));
typedef int int16lanes __attribute__((ext_vector_type(16)));
// The squared difference of two patches, weighted by pixel: `side` rows of as many pixels of four bytes, at most eight. Rows are `width`
// pixels apart. Gives up above `limit`. Reads up to 32 bytes, and 8 weights, from the start of a row.
static inline float patch_distance(
    const unsigned char *a, const unsigned char *b, const float *weights, long width, int side, float limit) {
    float sum = 0;
    float8 inside;
    for (int i = 0; i < 8; i++) inside[i] = i < side ? 1 : 0;
    for (int row = 0; row < side; row++) {
        byte32 x, y;
        float8 w;
        __builtin_memcpy(&x, a + row * width * 4, sizeof x);
        __builtin_memcpy(&y, b + row * width * 4, sizeof y);
        __builtin_memcpy(&w, weights + row * width, sizeof w);
        short32 d = __builtin_convertvector(x, short32) - __builtin_convertvector(y, short32);
        int16lanes even = __builtin_convertvector(d.even, int16lanes), odd = __builtin_convertvector(d.odd, int16lanes);
        float16 squares = __builtin_convertvector(even * even + odd * odd, float16);
        float8 line = (squares.even + squares.odd) * w * inside;
        sum += ((line[0] + line[1]) + (line[2] + line[3])) + ((line[4] + line[5]) + (line[6] + line[7]));
        if (sum >= limit) break;
    }
    return sum;
}

typedef unsigned uint16lanes __attribute__((ext_vector_type(16)));
typedef unsigned long long uint8wide __attribute__((ext_vector_type(8)));
// The upper halves of sixteen products of 32 bits each: even and odd lanes as wide products, then put together.
static inline uint16lanes vector_product_high(uint16lanes x, unsigned factor) {
    uint8wide pairs = (uint8wide)x, even = (pairs & 0xFFFFFFFFull) * factor, odd = (pairs >> 32) * factor;
    return (uint16lanes)((even >> 32) | (odd & 0xFFFFFFFF00000000ull));
}

static inline void prefetch_for_write(const void *address) { __builtin_prefetch(address, 1, 3); }

static inline int compiled_vector_bits(void) {
#if defined(__AVX512F__)
    return 512;
#elif defined(__AVX2__)
    return 256;
#else
    return 128;
#endif
}

static inline int cpu_has_avx512(void) {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512vl");
#else
    return 0;
#endif
}

// True on AMD's family 25 (Zen 4), which runs a 512 bit instruction as two halves: twice the width is no faster there.
static inline int cpu_halves_avx512(void) {
#if defined(__x86_64__)
    unsigned eax, ebx, ecx, edx;
    if (!__get_cpuid(0, &eax, &ebx, &ecx, &edx) || ebx != signature_AMD_ebx) return 0;
    __get_cpuid(1, &eax, &ebx, &ecx, &edx);
    return ((eax >> 8) & 15) + ((eax >> 20) & 255) == 25;
#else
    return 0;
#endif
}

static inline int cpu_has_avx2(void) {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return 0;
#endif
}
#endif
