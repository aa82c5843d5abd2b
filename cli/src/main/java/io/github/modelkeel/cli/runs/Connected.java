package io.github.modelkeel.cli.runs;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.cli.console.JsonOption;
import io.github.modelkeel.cli.console.ServerOption;
import io.github.modelkeel.cli.console.Verbosity;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.drift.message.NearestName;
import io.github.modelkeel.tracking.Experiment;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.Tracker;
import io.github.modelkeel.tracking.TrackerBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** The options that all commands of runs have. Filled by picocli. Not thread-safe. */
final class Connected {
    /** What is registered nearest to a misspelled name is looked for among these. */
    private static final int MAX_EXPERIMENTS = 1000;

    @Mixin
    private final ServerOption server = new ServerOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    /** A tracker that creates nothing; null for the experiment of the environment. */
    Tracker open(@Nullable String experiment) {
        TrackerBuilder builder = experiment == null ? Tracker.builder() : Tracker.builder(experiment);
        return builder.config(server.impatient()).createExperiment(false).open();
    }

    /** Reads a run, of any experiment. */
    static RunInfo run(Tracker tracker, String id) {
        try {
            return tracker.runs().get(id);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(Failures.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    /** Fails with the names that were probably meant if there is no such experiment. */
    static void mustExist(Tracker tracker, @Nullable String experiment) {
        try {
            tracker.experimentId();
        } catch (ResourceNotFoundException e) {
            List<String> names = tracker.experiments()
                    .search("")
                    .limit(MAX_EXPERIMENTS)
                    .map(Experiment::name)
                    .toList();
            String hint = experiment == null ? "" : NearestName.hint(experiment, names);
            throw new CommandFailure(Failures.FAILED, e.getMessage() + hint, e);
        }
    }

    boolean json() {
        return json.json();
    }

    boolean verbose() {
        return verbosity.verbose();
    }
}
