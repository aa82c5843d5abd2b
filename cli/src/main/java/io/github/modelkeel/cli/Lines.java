package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Failures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a text that are not blank, as bytes. Not thread-safe. */
final class Lines {
    private static final int MAX_LENGTH = 64 << 20;

    private final InputStream in;
    private long number;

    Lines(InputStream in) {
        this.in = in;
    }

    /** The next line that is not blank, its end included; null when there is none. */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        boolean blank = true;
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (line.size() == MAX_LENGTH) {
                throw new CommandFailure(Failures.FAILED, "line " + (number + 1) + " is longer than 64 MB");
            }
            line.write(next);
            blank &= next == ' ' || next == '\t' || next == '\r' || next == '\n';
            if (next == '\n') {
                number++;
                if (!blank) {
                    return line.toByteArray();
                }
                line.reset();
            }
        }
        if (blank) {
            return null;
        }
        number++;
        return line.toByteArray();
    }

    /** The number of the line that came last, from 1. */
    long number() {
        return number;
    }
}
