package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.formats.internal.YamlTree;
import io.github.modelkeel.validation.ExpectationSuite;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where expectations come from. Filled by picocli, which sees to it that one is given. Not thread-safe. */
final class SuiteSource {
    private static final long MAX_BYTES = 1L << 20;

    @Option(
            names = "--expectations",
            required = true,
            paramLabel = "FILE",
            description = "Expectations in YAML or JSON.")
    private @Nullable Path expectations;

    @Option(
            names = "--great-expectations",
            required = true,
            paramLabel = "FILE",
            description = "A suite of Great Expectations 1.x in JSON.")
    private @Nullable Path greatExpectations;

    @Option(
            names = "--from-profile",
            required = true,
            paramLabel = "FILE",
            description = "A profile that drift profile wrote; expected is what its data meet, with slack.")
    private @Nullable Path profile;

    /** The files of the suite, and another one. */
    List<Path> files(@Nullable Path other) {
        return Stream.of(expectations, greatExpectations, profile, other)
                .filter(Objects::nonNull)
                .toList();
    }

    ExpectationSuite read(boolean skipUnknown) throws IOException {
        FileOptions.mustExist("--from-profile", profile);
        FileOptions.mustExist("--great-expectations", greatExpectations);
        FileOptions.mustExist("--expectations", expectations);
        if (profile != null) {
            return ExpectationSuite.infer(StoredProfile.read(profile));
        }
        Path foreign = greatExpectations;
        if (foreign != null) {
            return named(foreign, () -> ExpectationSuite.ofGreatExpectations(text(foreign), skipUnknown));
        }
        Path file = Objects.requireNonNull(expectations, "picocli lets no command pass without expectations");
        return named(file, () -> ExpectationSuite.ofTree(tree(file)));
    }

    private static Map<?, ?> tree(Path file) throws IOException {
        byte[] bytes = text(file).getBytes(StandardCharsets.UTF_8);
        if (YamlTree.parse(String.valueOf(file.getFileName()), bytes) instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("expected a document with the member 'expectations'");
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException("more than " + MAX_BYTES + " bytes");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not valid UTF-8", e);
        }
    }

    /** Reads a suite. */
    @FunctionalInterface
    private interface Reader {
        ExpectationSuite read() throws IOException;
    }

    private static ExpectationSuite named(Path file, Reader reader) throws IOException {
        try {
            return reader.read();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(Failures.FAILED, file + ": " + e.getMessage(), e);
        }
    }
}
