import Render

/// Unlimited undo and redo: of every edit it stores the previous values of the tiles that changed.
package struct MaskHistory: Sendable {
    /// Side of a tile in pixels.
    package static let tile = 64

    struct Edit: Sendable {
        var name: String
        /// The previous width of the feather.
        var feather: Int
        /// Previous values, by the index of the tile.
        var tiles: [Int: [UInt8]] = [:]
    }

    private var done: [Edit] = [], undone: [Edit] = []
    private var open: Edit?

    package init() {}

    package var canUndo: Bool { !done.isEmpty || open != nil }
    package var canRedo: Bool { !undone.isEmpty }
    /// The name of the edit that `undo` would undo.
    package var last: String? { done.last?.name }
    /// Bytes stored.
    package var size: Int { (done + undone).reduce(0) { $0 + $1.tiles.values.reduce(0) { $0 + $1.count } } }

    /// Begins an edit, after it has committed the current one.
    mutating func begin(_ name: String, _ mask: MaskPlane) {
        commit(mask)
        open = Edit(name: name, feather: mask.feather)
    }

    /// Stores the values in `area`; call it before writing to the mask.
    mutating func record(_ area: Rect, of mask: MaskPlane) {
        let part = area.intersection(mask.bounds)
        guard part.width > 0, part.height > 0, open != nil else { return }
        let across = Self.tilesAcross(mask)
        for row in part.y / Self.tile...(part.bottom - 1) / Self.tile {
            for column in part.x / Self.tile...(part.right - 1) / Self.tile {
                let index = row * across + column
                if open?.tiles[index] == nil { open?.tiles[index] = Self.read(index, mask) }
            }
        }
    }

    /// Ends the current edit; an edit without changes is dropped.
    mutating func commit(_ mask: MaskPlane) {
        guard var edit = open else { return }
        open = nil
        edit.tiles = edit.tiles.filter { Self.read($0.key, mask) != $0.value }
        guard !edit.tiles.isEmpty || edit.feather != mask.feather else { return }
        done.append(edit)
        undone = []
    }

    /// Reverts the current edit and drops it; returns the area that changed, nil for none.
    mutating func abandon(_ mask: inout MaskPlane) -> Rect? {
        guard let edit = open else { return nil }
        open = nil
        return Self.exchange(edit, &mask).1
    }

    /// Undoes the last edit; returns its name and the area that changed, nil for none.
    mutating func undo(_ mask: inout MaskPlane) -> (name: String, area: Rect)? {
        commit(mask)
        guard let edit = done.popLast() else { return nil }
        let (swapped, area) = Self.exchange(edit, &mask)
        undone.append(swapped)
        return (edit.name, area)
    }

    mutating func redo(_ mask: inout MaskPlane) -> (name: String, area: Rect)? {
        commit(mask)
        guard let edit = undone.popLast() else { return nil }
        let (swapped, area) = Self.exchange(edit, &mask)
        done.append(swapped)
        return (edit.name, area)
    }

    private static func exchange(_ edit: Edit, _ mask: inout MaskPlane) -> (Edit, Rect) {
        var swapped = Edit(name: edit.name, feather: mask.feather), area = Rect(x: 0, y: 0, width: 0, height: 0)
        mask.feather = edit.feather
        for (index, values) in edit.tiles {
            swapped.tiles[index] = read(index, mask)
            let tile = rect(index, mask)
            for row in 0..<tile.height {
                let start = (tile.y + row) * mask.width + tile.x
                mask.values.replaceSubrange(
                    start..<start + tile.width, with: values[row * tile.width..<(row + 1) * tile.width])
            }
            area = area.union(tile)
        }
        return (swapped, area)
    }

    private static func tilesAcross(_ mask: MaskPlane) -> Int { (mask.width + tile - 1) / tile }

    private static func rect(_ index: Int, _ mask: MaskPlane) -> Rect {
        let across = tilesAcross(mask)
        return Rect(x: index % across * tile, y: index / across * tile, width: tile, height: tile).intersection(
            mask.bounds)
    }

    private static func read(_ index: Int, _ mask: MaskPlane) -> [UInt8] {
        let area = rect(index, mask)
        var values: [UInt8] = []
        values.reserveCapacity(area.width * area.height)
        for y in area.y..<area.bottom { values += mask.values[y * mask.width + area.x..<y * mask.width + area.right] }
        return values
    }
}
