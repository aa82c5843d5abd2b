package io.github.modelkeel.sklearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.sklearn.python.Damage;
import io.github.modelkeel.sklearn.python.node.Located;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrays whose sizes contradict each other: a file is refused with the place, or read as some transformer, and nothing else is thrown. */
@Timeout(120)
class HostileTransformersTest {
    private static final TransformerFixtures FIXTURES = TransformerFixtures.read("expected.json");

    static List<String> files() {
        return FIXTURES.files(false);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void aDamagedArrayIsRefusedOrRead(String file) {
        int arrays = Damage.arrays(TransformerFixtures.root(file));
        int refused = 0;
        for (Damage.Kind kind : Damage.Kind.values()) {
            for (int i = 0; i < arrays; i++) {
                Located root = TransformerFixtures.root(file);
                Damage.array(root, i, kind);
                refused += isRefused(root, file, kind + " " + i) ? 1 : 0;
            }
        }
        assertThat(refused > 0 || !file.matches("(scale|impute|one-hot|ordinal|target|bins|pca|spline)-.*"))
                .as("none of %d arrays mattered", arrays)
                .isTrue();
    }

    private static boolean isRefused(Located root, String file, String what) {
        FittedPreprocessing read;
        try {
            read = FIXTURES.preprocessing(file, root);
        } catch (ModelRefusedException e) {
            assertThat(e.getMessage()).containsPattern("^(" + file + ": model|MLmodel: the signature )");
            return true;
        } catch (RuntimeException e) {
            return fail(what + " of " + file, e);
        }
        FIXTURES.rows(file).forEach(row -> {
            try {
                read.apply(row);
            } catch (InvalidInputException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        });
        return false;
    }
}
