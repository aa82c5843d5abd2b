package io.github.modelkeel.serving;

import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.serving.version.VerifiedModel;
import io.github.modelkeel.serving.version.VersionId;
import io.github.modelkeel.serving.version.VersionSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A registry in memory that can be down, and whose versions can be broken. */
final class FakeSource implements VersionSource {
    final AtomicInteger cheapQuestions = new AtomicInteger();
    final AtomicInteger lookUps = new AtomicInteger();
    final AtomicInteger loads = new AtomicInteger();
    final AtomicInteger closings = new AtomicInteger();
    final Set<Integer> onDisk = ConcurrentHashMap.newKeySet();
    volatile boolean canMove = true;
    volatile boolean down;
    volatile Runnable whenAsked = () -> {};
    volatile int named = 1;
    volatile int digestOf = 1;
    volatile List<? extends Map<String, ?>> exampleRows = List.of();
    private final Map<Integer, Supplier<ScoringModel>> models = new ConcurrentHashMap<>();

    static VersionId id(int version) {
        return id(version, 1);
    }

    static VersionId id(int version, int digest) {
        return new VersionId("house", version, "mlflow-artifacts:/" + version, "digest" + digest);
    }

    void put(int version, Supplier<ScoringModel> model) {
        models.put(version, model);
    }

    @Override
    public boolean canMove() {
        return canMove;
    }

    @Override
    public boolean stillNames(VersionId id) {
        cheapQuestions.incrementAndGet();
        answer();
        return id.version() == named;
    }

    @Override
    public Candidate resolve() {
        lookUps.incrementAndGet();
        whenAsked.run();
        answer();
        if (named == 0) {
            throw new ResourceNotFoundException("RESOURCE_DOES_NOT_EXIST", 404, "no alias champion", null);
        }
        return candidate(id(named, digestOf));
    }

    @Override
    public Candidate remembered(VersionId id) {
        return candidate(id);
    }

    private void answer() {
        if (down) {
            throw new ServerUnavailableException("IO_ERROR", 0, "connection refused", null);
        }
    }

    private Candidate candidate(VersionId id) {
        return new Candidate() {
            @Override
            public VersionId id() {
                return id;
            }

            @Override
            public VerifiedModel load() {
                loads.incrementAndGet();
                if (down && !onDisk.contains(id.version())) {
                    throw new ServerUnavailableException("IO_ERROR", 0, "connection refused", null);
                }
                ScoringModel model = models.getOrDefault(id.version(), () -> TestModels.house(id.version()))
                        .get();
                return new VerifiedModel(model, exampleRows, "modelkeel", null);
            }
        };
    }

    @Override
    public void close() {
        closings.incrementAndGet();
    }
}
