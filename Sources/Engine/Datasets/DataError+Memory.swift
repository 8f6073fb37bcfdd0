import Glibc
import Raster

extension DataError {
    /// - Throws: `DataError.tooLarge` for images that need more than half of the installed memory, or more than is free now.
    static func checkMemory(_ bytes: Int, path: String) throws(DataError) {
        let installed = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
        let limit = min(installed / 2, FreeMemory.now.bytes)
        guard bytes <= limit else { throw .tooLarge(path: path, bytes: bytes, limit: limit) }
    }
}
