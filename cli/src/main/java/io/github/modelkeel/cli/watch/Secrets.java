package io.github.modelkeel.cli.watch;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Failures;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Secrets from a file or a variable, never from the command line, which other users of the machine can see. */
final class Secrets {
    /** The variable of the token. */
    static final String TOKEN = "MODELKEEL_WATCH_TOKEN";

    /** The variable of the secret. */
    static final String SECRET = "MODELKEEL_WATCH_SECRET";

    private static final int MAX_LENGTH = 4_096;

    private Secrets() {}

    /** The secret of a file, else of a variable, without line ends around it; null if there is none. */
    static @Nullable String read(String option, @Nullable Path file, @Nullable String variable) throws IOException {
        if (file == null) {
            return variable == null || variable.isBlank() ? null : variable.strip();
        }
        if (Files.isDirectory(file)) {
            throw failure(option, file, "is a directory; name a file");
        }
        if (Files.size(file) > MAX_LENGTH) {
            throw failure(option, file, "has more than " + MAX_LENGTH + " bytes");
        }
        String secret = text(option, file).strip();
        if (secret.isEmpty()) {
            throw failure(option, file, "is empty");
        }
        return secret;
    }

    private static String text(String option, Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw failure(option, file, "is not a text in UTF-8");
        }
    }

    private static CommandFailure failure(String option, Path file, String what) {
        return new CommandFailure(Failures.FAILED, option + ": " + file + " " + what);
    }
}
