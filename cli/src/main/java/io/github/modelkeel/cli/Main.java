package io.github.modelkeel.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command {@code modelkeel}. Standard output has data alone, standard error everything else. Exit codes: 0 done, 1 failed, 2 wrongly
 * called, 3 the data drifted or do not meet expectations, 4 the server cannot be reached, 5 undecided. Not thread-safe.
 */
@Command(
        name = "modelkeel",
        description =
                "Predict with models of an MLflow registry or a directory, look into them, and watch their data for drift.",
        subcommands = {PredictCommand.class, ModelCommand.class, QuarantineCommand.class, DriftCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        scope = ScopeType.INHERIT,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; of drift: stable or shifted, or expectations met",
            "1:failed",
            "2:wrongly called",
            "3:the data drifted, or do not meet expectations",
            "4:the server cannot be reached",
            "5:undecided: there was too little to judge the data"
        })
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    Main() {}

    /**
     * Runs a command and ends the JVM with its exit code.
     *
     * @param args the command and its options, which {@code --help} lists
     */
    public static void main(String[] args) {
        int code =
                run(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out), System.err, args);
        System.exit(code);
    }

    /** Runs a command; the exit code. */
    static int run(InputStream in, OutputStream out, PrintStream err, String... args) {
        Console console = new Console(in, out, err);
        PrintWriter errors = new PrintWriter(err, true, StandardCharsets.UTF_8);
        PrintWriter answers = new PrintWriter(out, true, StandardCharsets.UTF_8);
        CommandLine line = new CommandLine(new Main(), new Commands(console))
                .setOut(answers)
                .setErr(errors)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> Failures.report(e, console, isVerbose(command)));
        int code = line.execute(args);
        answers.flush();
        errors.flush();
        return code;
    }

    private static boolean isVerbose(CommandLine command) {
        return command.getCommand() instanceof Verbose verbose && verbose.verbose();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed: predict, model, quarantine or drift");
    }

    /** Gives the commands their console. */
    private record Commands(Console console) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                return type.cast(type.getDeclaredConstructor(Console.class).newInstance(console));
            } catch (NoSuchMethodException e) {
                return CommandLine.defaultFactory().create(type);
            }
        }
    }

    /** The version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"modelkeel " + (version == null ? "(not packed)" : version)};
        }
    }
}
