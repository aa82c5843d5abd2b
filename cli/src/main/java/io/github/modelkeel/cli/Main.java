package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.cli.console.Subcommands;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.cli.registry.RegistryCommand;
import io.github.modelkeel.cli.runs.RunsCommand;
import io.github.modelkeel.cli.spool.SpoolCommand;
import io.github.modelkeel.cli.watch.WatchCommand;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command {@code modelkeel}. Standard output has data alone, standard error everything else. Exit codes: 0 done, 1 failed, 2 wrongly
 * called, 3 the data drifted, do not meet expectations, or a gate refused a version, 4 the server cannot be reached, 5 undecided. Not thread-safe.
 */
@Command(
        name = "modelkeel",
        description =
                "Predict with models of an MLflow registry or a directory, promote them, and watch their data for drift.",
        subcommands = {
            PredictCommand.class,
            ModelCommand.class,
            RegistryCommand.class,
            RunsCommand.class,
            SpoolCommand.class,
            QuarantineCommand.class,
            DriftCommand.class,
            WatchCommand.class,
            ServeCommand.class,
            CompletionCommand.class,
            ManCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        scope = ScopeType.INHERIT,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; of drift: stable or shifted, or expectations met",
            "1:failed",
            "2:wrongly called",
            "3:the data drifted or do not meet expectations, or a gate refused a version",
            "4:the server cannot be reached",
            "5:undecided: there was too little to judge the data, or a gate could not decide"
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
        Console console =
                Console.ofProcess(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
        System.exit(run(console, args));
    }

    /** Runs a command; the exit code. */
    static int run(InputStream in, OutputStream out, PrintStream err, String... args) {
        return run(new Console(in, out, err), args);
    }

    static int run(Console console, String... args) {
        PrintWriter errors = new PrintWriter(console.err(), true, StandardCharsets.UTF_8);
        PrintWriter answers = new PrintWriter(console.out(), true, StandardCharsets.UTF_8);
        int code = commands(console).setOut(answers).setErr(errors).execute(args);
        answers.flush();
        errors.flush();
        return code;
    }

    /** All commands. */
    static CommandLine commands(Console console) {
        return new CommandLine(new Main(), new Commands(console))
                .setExpandAtFiles(false) // what is given to a command of watch is given on as it is
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> Failures.report(e, console, isVerbose(command)));
    }

    private static boolean isVerbose(CommandLine command) {
        return command.getCommand() instanceof Verbose verbose && verbose.verbose();
    }

    @Override
    public void run() {
        throw Subcommands.needed(spec);
    }

    /** Gives the commands their console. */
    private record Commands(Console console) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                Constructor<K> constructor = type.getDeclaredConstructor(Console.class);
                constructor.setAccessible(true); // the commands of other packages are package-private
                return constructor.newInstance(console);
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
