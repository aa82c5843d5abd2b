package io.github.modelkeel.cli.registry;

import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Printed;
import io.github.modelkeel.cli.console.Table;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.RegisteredModel;
import io.github.modelkeel.registry.Registry;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a model or a version. Not thread-safe. */
@Command(
        name = "show",
        description = "Shows a model with all its versions, newest first, or one version with its tags.")
final class ShowCommand implements Callable<Integer>, Verbose {
    private final Console console;

    @Mixin
    private final Connected connected = new Connected();

    @Parameters(paramLabel = "MODEL", description = "NAME, NAME/VERSION, NAME/latest or NAME@ALIAS.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String model;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return connected.verbose();
    }

    @Override
    public Integer call() throws IOException {
        ModelRef ref = ModelRef.parse(model);
        try (Registry registry = connected.open()) {
            if (ref.isWholeModel()) {
                show(registry.getModel(ref.name()), registry.versions(ref.name()));
            } else {
                show(ref.resolve(registry));
            }
        }
        return 0;
    }

    private void show(RegisteredModel shown, List<ModelVersion> versions) throws IOException {
        if (connected.json()) {
            JsonObject object = Described.of(shown);
            JsonArray array = object.putArray("versions");
            versions.forEach(version -> array.add(Described.of(version, Described.aliases(shown, version))));
            Printed.json(console, object);
            return;
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("name", shown.name());
        facts.put("description", shown.description());
        facts.put("aliases", Described.aliases(shown));
        facts.put("created", Described.time(shown.creationTime()));
        facts.put("updated", Described.time(shown.updated()));
        facts.put("versions", versions.isEmpty() ? "none yet" : String.valueOf(versions.size()));
        Printed.write(console, out -> {
            Printed.facts(out, facts);
            versions(out, shown, versions);
            Printed.section(out, "TAG", shown.tags());
        });
    }

    private static void versions(Writer out, RegisteredModel model, List<ModelVersion> versions) throws IOException {
        if (versions.isEmpty()) {
            return;
        }
        out.write("\n");
        Table table = new Table(out, List.of("VERSION", "CREATED", "STATUS", "ALIASES", "RUN"));
        for (ModelVersion version : versions) {
            table.row(List.of(
                    String.valueOf(version.version()),
                    Described.time(version.creationTime()),
                    version.status(),
                    String.join(" ", Described.aliases(model, version)),
                    version.runId().orElse("")));
        }
        table.finish();
    }

    private void show(ModelVersion version) throws IOException {
        if (connected.json()) {
            Printed.json(console, Described.of(version));
            return;
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("name", version.name());
        facts.put("version", String.valueOf(version.version()));
        facts.put("aliases", version.aliases().stream().sorted().collect(Collectors.joining(" ")));
        facts.put("status", version.status());
        facts.put("description", version.description());
        facts.put("created", Described.time(version.creationTime()));
        facts.put("run", version.runId().orElse(""));
        facts.put("source", version.source());
        Printed.write(console, out -> {
            Printed.facts(out, facts);
            Printed.section(out, "TAG", version.tags());
        });
    }
}
