package io.github.modelkeel.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A man page in troff, made of the declarations that parse the command line. Not thread-safe. */
final class ManPage {
    private final Writer out;

    ManPage(Writer out) {
        this.out = out;
    }

    void write(CommandSpec root) throws IOException {
        line(".TH " + root.name().toUpperCase(Locale.ROOT) + " 1 \"\" \"" + root.version()[0] + "\"");
        line(".SH NAME");
        line(text(root.name() + " - " + String.join(" ", root.usageMessage().description())));
        line(".SH SYNOPSIS");
        line(".B " + text(root.name()));
        line("COMMAND [OPTION ...]");
        line(".SH COMMANDS");
        for (CommandSpec command : commands(root)) {
            command(command);
        }
        line(".SH EXIT STATUS");
        for (Map.Entry<String, String> code : root.usageMessage().exitCodeList().entrySet()) {
            entry(text(code.getKey()), new String[] {code.getValue().strip()});
        }
    }

    /** Each command once, without those that only group others. */
    private static Set<CommandSpec> commands(CommandSpec parent) {
        Set<CommandSpec> all = new LinkedHashSet<>();
        for (CommandLine line : parent.subcommands().values()) {
            CommandSpec command = line.getCommandSpec();
            if (command.subcommands().isEmpty()) {
                all.add(command);
            } else {
                all.addAll(commands(command));
            }
        }
        return all;
    }

    private void command(CommandSpec command) throws IOException {
        line(".SS " + text(command.qualifiedName()));
        for (String sentence : command.usageMessage().description()) {
            line(text(sentence));
        }
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            entry(".I " + text(parameter.paramLabel()), parameter.description());
        }
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                entry(".B " + text(String.join(", ", option.names()) + label(option)), option.description());
            }
        }
    }

    private static String label(ArgSpec option) {
        return option.arity().max() == 0 ? "" : " " + option.paramLabel();
    }

    private void entry(String head, String[] description) throws IOException {
        line(".TP");
        line(head);
        for (String sentence : description) {
            line(text(sentence));
        }
    }

    /** A text that troff prints as it is: no line of it starts a request, its hyphens can be copied, and it is ASCII. */
    private static String text(String text) {
        StringBuilder escaped = new StringBuilder(text.startsWith(".") || text.startsWith("'") ? "\\&" : "");
        text.replace("%%", "%").codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                default -> escaped.append(c < 0x7f ? Character.toString(c) : String.format("\\[u%04X]", c));
            }
        });
        return escaped.toString();
    }

    private void line(String line) throws IOException {
        out.write(line + "\n");
    }
}
