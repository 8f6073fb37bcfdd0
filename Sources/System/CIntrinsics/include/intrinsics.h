#ifndef TESSERA_INTRINSICS_H
#define TESSERA_INTRINSICS_H
#if defined(__x86_64__)
#include <cpuid.h>
#endif
// What a processor can do and Swift cannot say: two hints, the square roots of a vector in one instruction and the halves of sixteen
// products in a few (Swift's go lane by lane), and the question which vectors this file was compiled for.

static inline void spin_hint(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
}

typedef float float16 __attribute__((ext_vector_type(16)));
static inline float16 vector_square_root(float16 x) { return __builtin_elementwise_sqrt(x); }

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
