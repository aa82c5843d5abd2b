package io.github.modelkeel.formats.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No class is ever looked up by a name from a file. */
class NoLookupTest {
    /** Set when {@link Trap} is initialised. */
    private static boolean sprung;

    /** A class that does something as soon as it is looked up. */
    static final class Trap {
        static {
            sprung = true;
        }

        private Trap() {}
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "os\nsystem\n",
                "posix\nsystem\n",
                "builtins\neval\n",
                "__builtin__\nexec\n",
                "subprocess\nPopen\n",
                "java.lang\nRuntime\n",
                "io.github.modelkeel.formats.python\nNoLookupTest$Trap\n"
            })
    void aNamedFunctionOrClassIsAHarmlessNode(String name) {
        String[] parts = name.split("\n", -1);
        byte[] call = PickleBytes.protocol(2)
                .ascii("c" + name)
                .text("touch hacked")
                .op(0x85, 'R', '}', 'b')
                .stop();
        byte[] made = PickleBytes.protocol(2).ascii("c" + name).op(')', 0x81).stop();
        byte[] instance = PickleBytes.protocol(0).ascii("(i" + name).stop();
        for (byte[] content : List.of(call, made, instance)) {
            Located root = PythonFile.read("hostile", content);
            assertThat(root.className()).isIn(parts[0] + "." + parts[1], "builtins." + parts[1]);
        }
        assertThat(PythonFile.read("hostile", call).argument(0).text()).isEqualTo("touch hacked");
        assertThat(sprung).isFalse();
    }

    @Test
    void theTrapWorks() throws ClassNotFoundException {
        try {
            Class.forName(NoLookupTest.class.getName() + "$Trap");
            assertThat(sprung).isTrue();
        } finally {
            sprung = false;
        }
    }

    /** The names of all classes and methods that a class uses are plain text in its file. */
    @Test
    void theReadersUseNothingThatLooksUpClassesOrRunsPrograms() throws IOException, URISyntaxException {
        List<String> forbidden = List.of(
                "forName",
                "java/lang/ClassLoader",
                "getClassLoader",
                "java/lang/reflect/",
                "java/util/ServiceLoader",
                "findClass",
                "loadClass",
                "defineClass",
                "ObjectInputStream",
                "java/lang/Runtime;",
                "java/lang/ProcessBuilder",
                "javax/script",
                "newInstance");
        List<String> found = new ArrayList<>();
        int classes = 0;
        Path root = Path.of(PythonFile.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(root.resolve("io/github/modelkeel/formats/python"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                classes++;
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                forbidden.stream()
                        .filter(content::contains)
                        .forEach(name -> found.add(file.getFileName() + " uses " + name));
            }
        }
        assertThat(classes).isGreaterThan(25);
        assertThat(found).isEmpty();
    }
}
