package io.github.modelkeel.sklearn.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.sklearn.python.node.Located;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No class that a pickle names is initialised; {@code NoClassLookupTest} and {@code AskedClassesTest} show more, for all formats. */
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
                "io.github.modelkeel.sklearn.python\nNoLookupTest$Trap\n"
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
}
