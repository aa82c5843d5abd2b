package io.github.modelkeel.cli.console;

import java.io.Console;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Whether people look on. */
final class Terminal {
    private static final Path ERRORS = Path.of("/proc/self/fd/2");

    private Terminal() {}

    /** Whether what is written to standard error is shown by a terminal that can draw a line again. */
    static boolean showsErrors() {
        return !"dumb".equals(System.getenv("TERM")) && isTerminal(ERRORS, System.console());
    }

    /**
     * Linux says where a descriptor leads. Elsewhere the JVM knows only whether both standard input and output are a terminal.
     *
     * @param console that of the JVM, null if it has none; from JDK 22 on it has one that is not a terminal
     */
    static boolean isTerminal(Path descriptor, @Nullable Console console) {
        if (Files.isSymbolicLink(descriptor)) {
            try {
                String target = Files.readSymbolicLink(descriptor).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            } catch (IOException e) {
                return false; // closed
            }
        }
        return console != null && isTerminal(console);
    }

    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true; // before JDK 22 there is a console for a terminal alone
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
