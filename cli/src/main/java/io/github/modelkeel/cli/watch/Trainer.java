package io.github.modelkeel.cli.watch;

import io.github.modelkeel.cli.watch.Retraining.State;
import io.github.modelkeel.cli.watch.TrainingCommand.End;
import io.github.modelkeel.cli.watch.TrainingCommand.Ended;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.client.internal.DaemonThreads;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs retrainings on threads of its own: the command, then the promotion. Safe for use by multiple threads.
 *
 * <p>What an earlier process left: a command that was under way is ended, if it still runs, and started again, once; a promotion is repeated,
 * which changes nothing if it was done.
 */
final class Trainer implements AutoCloseable {
    private static final int MAX_ATTEMPTS = 2;
    private static final int REFUSED = 3;

    /** The exit codes of a command that SIGINT, SIGKILL or SIGTERM ended. */
    private static final Set<Integer> SIGNALS = Set.of(130, 137, 143);

    /** After which what failed is tried again. */
    static final Duration AGAIN = Duration.ofSeconds(30);

    private static final Duration CLOSE = Duration.ofSeconds(15);

    private final Retrainings retrainings;
    private final StateDirectory directory;
    private final TrainingCommand command;
    private final Promoter promoter;
    private final InstantSource clock;
    private final Duration again;
    private final Consumer<String> log;
    private final ExecutorService threads;
    private final ScheduledExecutorService writer;
    private volatile boolean closing;

    Trainer(
            Retrainings retrainings,
            StateDirectory directory,
            TrainingCommand command,
            Promoter promoter,
            int atOnce,
            Duration again,
            Consumer<String> log) {
        this.retrainings = retrainings;
        this.directory = directory;
        this.command = command;
        this.promoter = promoter;
        this.clock = InstantSource.system();
        this.again = again;
        this.log = log;
        this.threads = Executors.newFixedThreadPool(atOnce, DaemonThreads.named("modelkeel-watch-training"));
        this.writer = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("modelkeel-watch-writer"));
        Future<?> unused = writer.scheduleWithFixedDelay(
                retrainings::writeAgain, again.toMillis(), again.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Continues what an earlier process left. */
    void resume(List<Retraining> unfinished) {
        for (Retraining left : unfinished) {
            if (TrainingCommand.killLeft(left, directory.output(left))) {
                log.accept(left.id() + ": ended the command of an earlier watch");
            }
            if (left.state() == State.RUNNING && left.attempt() >= MAX_ATTEMPTS) {
                end(left, State.FAILED, "the command was interrupted " + MAX_ATTEMPTS + " times");
            } else {
                log.accept(left.id() + ": continues the retraining of "
                        + left.alert().model() + ", which was " + left.state());
                start(left);
            }
        }
    }

    /** Does the rest of a retraining, now or when a thread is free. */
    void start(Retraining retraining) {
        threads.execute(() -> {
            try {
                Retraining trained = retraining.state() == State.TRAINED ? retraining : train(retraining);
                if (!trained.state().isFinal()) {
                    promote(trained);
                }
            } catch (InterruptedException e) {
                log.accept(retraining.id() + ": stopped; the next start continues it");
            } catch (IOException | RuntimeException e) {
                end(retraining, State.FAILED, e.toString());
            }
        });
    }

    private Retraining train(Retraining waiting) throws IOException, InterruptedException {
        Retraining running = begin(waiting);
        log.accept(running.id() + ": the command starts for " + running.alert().model() + ", attempt "
                + running.attempt());
        Ended ended = command.run(
                directory.input(running),
                directory.output(running),
                directory.errors(running),
                process -> retrainings.update(running.withProcess(process.pid(), TrainingCommand.start(process))));
        if (ended.end() == End.TIMED_OUT) {
            return end(running, State.FAILED, "the command did not end within " + command.limit());
        }
        if (SIGNALS.contains(ended.code())) {
            TimeUnit.SECONDS.sleep(1); // Ctrl-C reaches both processes: which of them ends first must not matter
        }
        int version = TrainingCommand.version(
                        directory.output(running), running.alert().model())
                .orElse(0);
        Retraining trained = running.trained(version, clock.instant());
        if (ended.code() == REFUSED) {
            return end(trained, refused(trained));
        }
        if (ended.code() != 0) {
            return end(
                    trained,
                    State.FAILED,
                    "the command ended with exit code " + ended.code() + ", see " + directory.errors(running));
        }
        return retrainings.update(trained);
    }

    /** Waits until the disk takes the start: a command of which it does not know could run twice. */
    private Retraining begin(Retraining waiting) throws InterruptedException {
        while (true) {
            Retraining running = waiting.started(clock.instant());
            try {
                directory.prepare(running);
                return retrainings.begin(running);
            } catch (IOException e) {
                log.accept(running.id() + ": the command waits, as its start cannot be written: " + e);
                TimeUnit.MILLISECONDS.sleep(again.toMillis());
            }
        }
    }

    /** Whatever the server answers, the command has refused. */
    private Promoter.Outcome refused(Retraining trained) {
        try {
            return promoter.refusedByCommand(trained);
        } catch (ClientException e) {
            return new Promoter.Outcome(
                    State.REFUSED, "the command refused (exit code 3), which cannot be noted: " + e.getMessage());
        }
    }

    /** Asks again while the server is down: the model is trained, and nothing of it should be lost. */
    private void promote(Retraining trained) throws InterruptedException {
        while (true) {
            try {
                end(trained, promoter.promote(trained));
                return;
            } catch (ServerUnavailableException e) {
                log.accept(trained.id() + ": the server cannot be reached, the promotion waits: " + e.getMessage());
                TimeUnit.MILLISECONDS.sleep(again.toMillis());
            } catch (ClientException e) {
                end(trained, State.FAILED, String.valueOf(e.getMessage()));
                return;
            }
        }
    }

    private Retraining end(Retraining retraining, Promoter.Outcome outcome) {
        return end(retraining, outcome.state(), outcome.detail());
    }

    private Retraining end(Retraining retraining, State state, String detail) {
        if (closing && state == State.FAILED) {
            log.accept(retraining.id() + ": stopped; the next start continues it");
            return retraining.ended(state, detail, clock.instant());
        }
        log.accept(retraining.id() + ": " + retraining.alert().model() + " " + state + ": " + detail);
        return retrainings.update(retraining.ended(state, detail, clock.instant()));
    }

    /** From now on a failure counts as a consequence of the end: the next start continues the retraining. */
    void closing() {
        closing = true;
    }

    /** Ends the commands under way; the next start continues their retrainings. */
    @Override
    public void close() {
        closing();
        threads.shutdownNow();
        writer.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSE.toSeconds(), TimeUnit.SECONDS)) {
                log.accept("a command did not end within " + CLOSE.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        retrainings.writeAgain();
    }
}
