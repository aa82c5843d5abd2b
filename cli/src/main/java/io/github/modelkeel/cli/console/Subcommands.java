package io.github.modelkeel.cli.console;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Commands that do nothing without a command of theirs. */
public final class Subcommands {
    private Subcommands() {}

    /** The failure of such a command that was called alone; it names the commands there are. */
    public static ParameterException needed(CommandSpec spec) {
        List<String> names = List.copyOf(spec.subcommands().keySet());
        int last = names.size() - 1;
        String listed = last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
        return new ParameterException(spec.commandLine(), "a command is needed: " + listed);
    }
}
