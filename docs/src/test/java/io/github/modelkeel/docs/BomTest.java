package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** What an application gets that imports the BOM: a version for each artifact that is published, and for nothing else. */
class BomTest {
    private static final Path ROOT = Path.of(System.getProperty("modelkeel.root"));

    @Test
    void theBomManagesWhatIsPublishedAndNothingElse() throws Exception {
        Element bom = pom(ROOT.resolve("bom"));
        assertThat(children(bom, "parent"))
                .as("a parent's management would be the application's too")
                .isEmpty();
        assertThat(children(bom, "dependencies")).isEmpty();
        List<Element> managed = children(child(child(bom, "dependencyManagement"), "dependencies"), "dependency");
        assertThat(managed).allSatisfy(entry -> {
            assertThat(text(entry, "groupId")).isEqualTo("io.github.modelkeel");
            assertThat(text(entry, "version")).isEqualTo("${project.version}");
            assertThat(children(entry, "scope")).isEmpty();
        });
        assertThat(managed.stream().map(entry -> text(entry, "artifactId")))
                .containsExactlyInAnyOrderElementsOf(published());
    }

    @Test
    void theBomSaysWhatCentralAsksForAndHasTheParentsVersion() throws Exception {
        Element bom = pom(ROOT.resolve("bom"));
        Element parent = pom(ROOT);
        for (String same : List.of("groupId", "version", "url", "licenses", "developers", "scm")) {
            assertThat(text(bom, same)).as(same).isEqualTo(text(parent, same)).isNotBlank();
        }
    }

    /** The artifacts of all modules that are deployed, the BOM aside. */
    private static List<String> published() throws Exception {
        List<String> artifacts = new ArrayList<>();
        for (Element module : children(child(pom(ROOT), "modules"), "module")) {
            Element pom = pom(ROOT.resolve(module.getTextContent().strip()));
            boolean skipped = children(pom, "properties").stream()
                    .flatMap(properties -> children(properties, "maven.deploy.skip").stream())
                    .anyMatch(skip -> skip.getTextContent().strip().equals("true"));
            if (!skipped && !text(pom, "artifactId").equals("modelkeel-bom")) {
                artifacts.add(text(pom, "artifactId"));
            }
        }
        assertThat(artifacts).contains("modelkeel-cli", "modelkeel-client-core");
        return artifacts;
    }

    private static Element pom(Path module) throws ParserConfigurationException, IOException, SAXException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(module.resolve("pom.xml").toFile())
                .getDocumentElement();
    }

    private static Element child(Element parent, String name) {
        List<Element> found = children(parent, name);
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static String text(Element parent, String name) {
        return child(parent, name).getTextContent().strip().replaceAll("\\s+", " ");
    }
}
