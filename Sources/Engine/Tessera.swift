/// The program's own facts.
public enum Tessera {
    public static let version = "0.1.0"
}
