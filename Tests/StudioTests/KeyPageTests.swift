import Foundation
import Studio
import Testing

@Suite struct KeyPageTests {
    @Test func `docs/keys.md is generated from the key table`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/keys.md"), encoding: .utf8)
        #expect(page == KeyPage.markdown(.standard), "docs/keys.md is stale: `tessera keys > docs/keys.md` writes it")
    }

    @Test func `the page has every binding of the table`() {
        let page = KeyPage.markdown(.standard)
        for binding in KeyTable.standard.bindings {
            #expect(page.contains(binding.description.replacing("|", with: "\\|")), "\(binding.line)")
            for key in binding.keys {
                #expect(page.contains("`\(key.label)`") || key.label == "`" || key.label == "|", "\(key.label)")
            }
        }
    }
}
