extension UnsafePointer<Float> {
    /// The sixteen floats from here on; they need no alignment.
    @inlinable @inline(__always)
    package var vector: SIMD16<Float> { UnsafeRawPointer(self).loadUnaligned(as: SIMD16<Float>.self) }
}

extension UnsafeMutablePointer<UInt32> {
    /// The sixteen words from here on; they need no alignment.
    @inlinable @inline(__always)
    package var vector: SIMD16<UInt32> {
        get { UnsafeRawPointer(self).loadUnaligned(as: SIMD16<UInt32>.self) }
        nonmutating set { UnsafeMutableRawPointer(self).storeBytes(of: newValue, as: SIMD16<UInt32>.self) }
    }
}

extension UnsafeMutablePointer<Float> {
    /// The sixteen floats from here on; they need no alignment.
    @inlinable @inline(__always)
    package var vector: SIMD16<Float> {
        get { UnsafeRawPointer(self).loadUnaligned(as: SIMD16<Float>.self) }
        nonmutating set { UnsafeMutableRawPointer(self).storeBytes(of: newValue, as: SIMD16<Float>.self) }
    }
}
