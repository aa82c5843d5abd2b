package io.github.modelkeel.drift;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files beside the checkout that only some machines have. */
final class Shared {
    private Shared() {}

    /** The file, or the end of this test with a loud line. */
    static Path file(String path) {
        Path file = Path.of(System.getProperty("modelkeel.shared", "absent"), path);
        boolean there = Files.exists(file);
        if (!there) {
            System.out.println("SKIPPED: " + path + " is not there (system property modelkeel.shared)");
        }
        assumeTrue(there, path + " is not there");
        return file;
    }
}
