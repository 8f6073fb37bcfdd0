/// How the window positions of a convolution are cut into chunks.
enum Tiling {
    /// Positions of a tile: enough for OpenBLAS to run at full speed, few enough that their columns stay in cache.
    static let positions = 512

    /// A number of chunks that divides evenly among the threads; one when there is hardly any work.
    static func chunks(_ count: Int, atMost size: Int, operations: Int, threads: Int) -> Int {
        if operations < 1 << 20 { return 1 }
        let needed = max((count + size - 1) / size, threads)
        return min(count, (needed + threads - 1) / threads * threads)
    }

    static func range(_ chunk: Int, of chunks: Int, _ count: Int) -> Range<Int> {
        let size = (count + chunks - 1) / chunks
        return min(chunk * size, count)..<min((chunk + 1) * size, count)
    }
}
