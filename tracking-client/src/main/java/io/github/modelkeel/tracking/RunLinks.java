package io.github.modelkeel.tracking;

import io.github.modelkeel.client.internal.Connection;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Where people can look at runs: the address of a page, or nothing for the local server, embedded or not, which has no pages. */
final class RunLinks {
    private static final System.Logger LOG = System.getLogger(RunLinks.class.getName());

    /** Asked for where there is a run, so that a store that is missing is not needed before. */
    private final Supplier<String> address;

    private final Optional<String> workspace;
    private final BooleanSupplier hasPages;
    private final boolean prints;

    RunLinks(Supplier<String> address, Optional<String> workspace, BooleanSupplier hasPages, boolean prints) {
        this.address = address;
        this.workspace = workspace.filter(name -> !name.equals("default"));
        this.hasPages = hasPages;
        this.prints = prints;
    }

    /** Of a tracker, and of what sends for it in the background if it logs asynchronously. */
    static RunLinks of(Connection connection, BooleanSupplier sendsToPages, boolean prints) {
        return new RunLinks(
                () -> connection.tracking().address(),
                connection.config().workspace(),
                () -> !connection.isEmbedded() && connection.tracking().hasPages() && sendsToPages.getAsBoolean(),
                prints);
    }

    String run(String experimentId, String runId) {
        return experiment(experimentId, "/runs/" + runId);
    }

    private String experiment(String experimentId, String more) {
        String query = workspace
                .map(name -> "?workspace=" + URLEncoder.encode(name, StandardCharsets.UTF_8))
                .orElse("");
        return address.get() + "/#/experiments/" + experimentId + more + query;
    }

    /** Says what MLflow says at the end of a run, in one piece: in the log, or on standard output if that is asked for. */
    void show(String name, String experimentId, String runId) {
        show(name, experimentId, runId, System.out);
    }

    void show(String name, String experimentId, String runId, PrintStream out) {
        if (!hasPages.getAsBoolean()) {
            return;
        }
        String text = "🏃 View run " + name + " at: " + run(experimentId, runId) + "\n" + "🧪 View experiment at: "
                + experiment(experimentId, "") + "\n";
        if (prints) {
            out.print(text);
        } else {
            LOG.log(System.Logger.Level.INFO, text.stripTrailing());
        }
    }
}
