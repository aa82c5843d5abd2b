package io.github.modelkeel.formats.python;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.modelkeel.formats.ModelRefusedException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Coverage-guided fuzzing of each reader, from what Python wrote. In the build each target runs over its seeds alone. To fuzz one:
 * {@code JAZZER_FUZZ=1 mvn test -pl model-formats -am -Djazzer.hooks=true -Dtest=PythonFileFuzzTest#pickle
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class PythonFileFuzzTest {
    static Stream<byte[]> pickles() {
        return seeds(".*\\.(pkl|cloudpickle)");
    }

    static Stream<byte[]> joblibFiles() {
        return seeds(".*\\.joblib");
    }

    static Stream<byte[]> skopsFiles() {
        return seeds(".*\\.skops");
    }

    static Stream<byte[]> npyFiles() {
        return seeds(".*\\.npy");
    }

    private static Stream<byte[]> seeds(String names) {
        return Fixtures.names().stream().filter(name -> name.matches(names)).map(Fixtures::bytes);
    }

    @MethodSource("pickles")
    @FuzzTest(maxDuration = "60s")
    void pickle(byte[] content) {
        read(content);
    }

    @MethodSource("joblibFiles")
    @FuzzTest(maxDuration = "60s")
    void joblib(byte[] content) {
        read(content);
    }

    @MethodSource("skopsFiles")
    @FuzzTest(maxDuration = "60s")
    void skops(byte[] content) {
        read(content);
    }

    @MethodSource("npyFiles")
    @FuzzTest(maxDuration = "60s")
    void npy(byte[] content) {
        read(content);
    }

    /** Anything else that is thrown is a finding. */
    private static void read(byte[] content) {
        try {
            PythonFile.read("fuzzed", content);
        } catch (ModelRefusedException e) {
            if (!String.valueOf(e.getMessage()).startsWith("fuzzed: ")) {
                throw new AssertionError(e);
            }
        }
    }
}
