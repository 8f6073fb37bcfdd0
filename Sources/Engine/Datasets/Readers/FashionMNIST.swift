/// Fashion-MNIST as Debian's package dataset-fashion-mnist installs it (Xiao, Rasul, Vollgraf, 2017).
package enum FashionMNIST {
    static let folder = "/usr/share/datasets/fashion-mnist"
    package static let classNames = [
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
        "Ankle boot",
    ]

    /// The 60,000 training images or the 10,000 test images, 28 x 28, grey.
    static func read(test: Bool, name: String, progress: (String, Double) -> Void) throws(DataError) -> ImageSet {
        let prefix = "\(folder)/\(test ? "t10k" : "train")"
        let (images, labels) = ("\(prefix)-images-idx3-ubyte.gz", "\(prefix)-labels-idx1-ubyte.gz")
        guard FileListing.exists(images), FileListing.exists(labels) else { throw .packageMissing(path: folder) }
        return try IDXFolder.read(
            images: images, labels: labels, name: name, classNames: classNames,
            progress: progress)
    }
}
