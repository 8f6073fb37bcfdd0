import Foundation
import Studio
import Testing

@Suite struct KeyPageTests {
    @Test func `docs keys are the table the program runs on`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/keys.md"), encoding: .utf8)
        #expect(page == KeyPage.markdown(.standard), "docs/keys.md is stale: `tessera keys > docs/keys.md` makes it anew")
    }

    @Test func `every row of the table is on it`() {
        let page = KeyPage.markdown(.standard)
        for row in KeyTable.standard.rows {
            #expect(page.contains(row.description.replacing("|", with: "\\|")), "\(row.word)")
            for key in row.keys { #expect(page.contains("`\(key.label)`") || key.label == "`" || key.label == "|", "\(key.label)") }
        }
    }
}
