package io.github.modelkeel.cli.card;

import io.github.modelkeel.cli.card.CardFacts.DataSet;
import io.github.modelkeel.cli.card.CardFacts.FileDigest;
import io.github.modelkeel.cli.card.CardFacts.Profile;
import io.github.modelkeel.cli.card.CardFacts.ProfileColumn;
import io.github.modelkeel.cli.card.CardFacts.Training;
import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.internal.FileTree;
import io.github.modelkeel.client.internal.Sha256;
import io.github.modelkeel.drift.InvalidDataException;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.registry.ResolvedModel;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds out what is known of a model: from its files, and from the server if its address names one. Not thread-safe. */
public final class CardReader {
    /** Tags of a run that say where it came from, and what a card calls them. */
    private static final List<Map.Entry<String, String>> SOURCES = List.of(
            Map.entry("mlflow.source.name", "source"),
            Map.entry("mlflow.source.git.commit", "commit"),
            Map.entry("mlflow.source.git.repoURL", "repository"),
            Map.entry("mlflow.user", "user"));

    private final String address;
    private final Path directory;
    private final Map<String, String> lineage = new LinkedHashMap<>();

    /** A model's files, which are at an address: of a server, or a directory. */
    public CardReader(String address, Path directory) {
        this.address = address;
        this.directory = directory;
    }

    /** What the files say. */
    public CardFacts ofDirectory() throws IOException {
        if (!Files.isRegularFile(directory.resolve("MLmodel"))) {
            throw new CommandFailure(
                    Failures.FAILED,
                    "--model: " + address + " has no file MLmodel, so it is not the directory of a model");
        }
        return facts(Optional.empty(), Optional.empty(), "", MlModel.read(directory));
    }

    /** What the files and the server say. */
    public CardFacts ofServer(ResolvedModel resolved, ClientConfig config) throws IOException {
        MlModel mlModel = MlModel.read(directory);
        Optional<ModelVersion> version;
        try (Registry registry = Registry.open(config)) {
            version = Optional.ofNullable(resolved.name()).map(name -> registry.getVersion(name, resolved.version()));
        }
        version.ifPresent(this::registered);
        if (resolved.modelId() != null) {
            lineage.put("logged model", resolved.modelId());
        }
        Optional<String> runId = version.flatMap(ModelVersion::runId).or(mlModel::runId);
        return facts(
                version,
                runId.flatMap(id -> run(id, config)),
                Objects.requireNonNullElse(resolved.manifestDigest(), ""),
                mlModel);
    }

    private void registered(ModelVersion version) {
        lineage.put("registered from", version.source());
        lineage.put("registered at", version.creationTime().toString());
        if (!version.aliases().isEmpty()) {
            lineage.put(
                    "aliases",
                    String.join(", ", version.aliases().stream().sorted().toList()));
        }
    }

    private Optional<Training> run(String id, ClientConfig config) {
        RunInfo run;
        try (Tracker tracker =
                Tracker.builder().config(config).createExperiment(false).open()) {
            run = tracker.runs().get(id);
        } catch (ResourceNotFoundException e) {
            lineage.put("run", id + " (no longer on the server)");
            return Optional.empty();
        }
        lineage.put("run", id + (run.name().isEmpty() ? "" : " (" + run.name() + ")"));
        lineage.put("experiment", run.experimentId());
        lineage.put("run started", run.startTime().toString());
        for (Map.Entry<String, String> source : SOURCES) {
            String value = run.tags().getOrDefault(source.getKey(), "");
            if (!value.isEmpty()) {
                lineage.put(source.getValue(), value);
            }
        }
        List<DataSet> dataSets = run.inputs().stream()
                .map(input -> new DataSet(
                        input.dataset().name(),
                        input.context(),
                        input.dataset().digest(),
                        input.dataset().source()))
                .toList();
        return Optional.of(new Training(id, run.metrics(), run.params(), dataSets));
    }

    private CardFacts facts(Optional<ModelVersion> version, Optional<Training> run, String manifest, MlModel mlModel)
            throws IOException {
        if (run.isEmpty() && !lineage.containsKey("run")) {
            mlModel.runId().ifPresent(id -> lineage.put("run", id + " (as MLmodel says; not asked for)"));
        }
        String check;
        String task = "";
        try {
            ModelBundle bundle = ModelBundle.read(directory);
            task = task(bundle.model());
            int replayed = bundle.exampleRows().size();
            check = replayed == 0
                    ? "The model can be read; it has no stored predictions to compare with."
                    : replayed + " stored predictions were replayed, bit for bit.";
        } catch (ModelRefusedException e) {
            check = "The model cannot be read here: " + e.getMessage();
        }
        return new CardFacts(
                address,
                version.map(ModelVersion::name).orElse(address),
                version.map(known -> String.valueOf(known.version())).orElse(""),
                version.map(ModelVersion::description).orElse(""),
                mlModel.flavor(),
                mlModel.signature(),
                check,
                task,
                run,
                version.map(known -> Decisions.of(known.tags())).orElse(List.of()),
                profile(),
                manifest,
                files(),
                lineage);
    }

    private static String task(ScoringModel model) {
        return model.classes().isEmpty() && model.targets().isEmpty() ? "regression" : "classification";
    }

    private Optional<Profile> profile() {
        if (Files.notExists(directory.resolve("profile.json"))) {
            return Optional.empty();
        }
        try {
            StoredProfile profile = StoredProfile.ofModel(directory);
            return Optional.of(new Profile(
                    profile.rows(),
                    profile.columnNames().stream()
                            .map(column -> new ProfileColumn(
                                    column,
                                    String.valueOf(profile.missing(column).orElse(0L))))
                            .toList()));
        } catch (InvalidDataException e) {
            lineage.put("profile.json", "cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private List<FileDigest> files() throws IOException {
        List<FileDigest> files = new ArrayList<>();
        for (FileTree.Item item : FileTree.listFollowingLinks(directory)) {
            files.add(new FileDigest(item.path(), item.size(), Sha256.of(item.file())));
        }
        return files;
    }
}
