import Glibc
import Raster

extension DataError {
    /// - Throws: `DataError.tooLarge` for pictures of more bytes than the networks and everything else on the machine can spare: half of
    ///   what is built in, and what is free now.
    static func checkMemory(_ bytes: Int, path: String) throws(DataError) {
        let built = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
        let limit = min(built / 2, FreeMemory.now.bytes)
        guard bytes <= limit else { throw .tooLarge(path: path, bytes: bytes, limit: limit) }
    }
}
