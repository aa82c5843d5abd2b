package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.samples.houseprices.HouseData.Market;
import io.github.modelkeel.samples.houseprices.ModelConfig.Generated;
import io.github.modelkeel.samples.houseprices.Table.Parts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration and the data that one invocation works on. */
record Workspace(ModelConfig config, Features features, Parts parts) {
    private static final String FILE = "model_config.yaml";

    static Workspace open(Settings settings, Console console) {
        ModelConfig config = config(settings);
        console.say("config", "%s", config.file().source());
        Generated generated = config.generated();
        Table data = settings.data()
                .map(CsvTable::read)
                .orElseGet(() -> HouseData.generate(generated.rows(), generated.seed(), Market.REFERENCE));
        Features features = Features.choose(data, config);
        Parts parts = features.table()
                .split(config.split().testFraction(), config.split().seed());
        describe(console, data, features, parts);
        return new Workspace(config, features, parts);
    }

    /** The file that is asked for, else the one in the current directory, else the one in the jar. */
    static ModelConfig config(Settings settings) {
        Path file = settings.config().orElse(Path.of(FILE));
        if (settings.config().isPresent() && !Files.isRegularFile(file)) {
            throw new UsageException("no such configuration: " + file.toAbsolutePath());
        }
        try {
            ModelConfig config = Files.isRegularFile(file)
                    ? ModelConfig.parse(Files.readString(file), file.toString())
                    : ModelConfig.parse(packaged(), FILE + " (packaged)");
            return settings.target()
                    .map(target -> config.of(config.file(), target))
                    .orElse(config);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.toAbsolutePath(), e);
        }
    }

    private static String packaged() throws IOException {
        try (InputStream stream = Workspace.class.getResourceAsStream("/" + FILE)) {
            if (stream == null) {
                throw new IllegalStateException(FILE + " is not in the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void describe(Console console, Table data, Features features, Parts parts) {
        console.say(
                "data",
                "%s: %,d rows, %d features, target %s",
                data.isGenerated() ? data.source() : data.name(),
                data.rows().size(),
                features.columns().size(),
                features.target());
        features.notes().forEach(note -> console.say("", "%s", note));
        for (Table.Column column : features.columns()) {
            long missing = features.table().missing(column.name());
            if (missing > 0) {
                console.say("", "%s: %,d values missing, filled in", column.name(), missing);
            }
        }
        console.say(
                "split",
                "%,d rows to train, %,d to test",
                parts.first().rows().size(),
                parts.second().rows().size());
    }
}
