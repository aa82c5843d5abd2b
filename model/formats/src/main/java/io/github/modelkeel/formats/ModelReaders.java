package io.github.modelkeel.formats;

import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * The readers of Python's libraries that are beside this jar. They are found by their service type and never by a name from a file, with
 * the class loader of this jar: a thread's context loader may not see an application's jars.
 */
final class ModelReaders {
    private static final int MAX_BYTES = 512 << 20;

    private final List<ModelReader> readers;

    private ModelReaders(List<ModelReader> readers) {
        this.readers = readers;
    }

    static ModelReaders installed() {
        return new ModelReaders(ServiceLoader.load(ModelReader.class, ModelReader.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /**
     * The model when {@code MLmodel} names a flavor that can be read, the first in the order of {@link KnownFlavor}.
     *
     * @throws ModelRefusedException if it is refused, or if it names known flavors only whose readers are not there
     */
    Optional<ScoringModel> find(Path directory, byte[] mlModel) throws IOException {
        Optional<ModelFlavor> found = MlModelFile.findFlavor(mlModel, flavors());
        if (found.isEmpty()) {
            MlModelFile.findFlavor(mlModel, KnownFlavor.NAMES).ifPresent(flavor -> {
                throw KnownFlavor.withoutReader(flavor);
            });
            return Optional.empty();
        }
        ModelFlavor flavor = found.get();
        return Optional.of(read(flavor, DirectoryFile.read(directory, flavor.file(), MAX_BYTES)));
    }

    /** A directory without {@code MLmodel} that holds a preprocessor and a model as two files of Python. */
    Optional<ScoringModel> findPair(Path directory) throws IOException {
        Optional<FilePair> found = FilePair.find(directory);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        FilePair files = found.get();
        return Optional.of(pair(
                files.preprocessor(),
                DirectoryFile.read(directory, files.preprocessor(), MAX_BYTES),
                files.model(),
                DirectoryFile.read(directory, files.model(), MAX_BYTES)));
    }

    ScoringModel pair(String preprocessorFile, byte[] preprocessor, String file, byte[] content) {
        ModelFlavor flavor = ModelFlavor.of(FilePair.FLAVOR, file, ModelFlavor.UNKNOWN_CLASS, List.of());
        return read(
                flavor,
                preprocessorFile + " and " + file + " describe no valid model: ",
                reader -> reader.read(flavor, content, preprocessorFile, preprocessor));
    }

    ScoringModel read(ModelFlavor flavor, byte[] content) {
        return read(flavor, flavor.file() + " describes no valid model: ", reader -> reader.read(flavor, content));
    }

    private ScoringModel read(
            ModelFlavor flavor, String invalid, Function<ModelReader, Optional<ScoringModel>> reading) {
        List<ModelReader> ofFlavor = readers.stream()
                .filter(reader -> reader.flavors().contains(flavor.name()))
                .toList();
        if (ofFlavor.isEmpty()) {
            throw KnownFlavor.withoutReader(flavor);
        }
        try {
            for (ModelReader reader : ofFlavor) {
                Optional<ScoringModel> model = reading.apply(reader);
                if (model.isPresent()) {
                    return model.get();
                }
            }
        } catch (IllegalArgumentException e) {
            throw new ModelRefusedException(invalid + e.getMessage(), e);
        }
        throw KnownFlavor.inAnotherForm(flavor);
    }

    /** The flavors that can be read, those that are known here before others. */
    private List<String> flavors() {
        List<String> all = readers.stream()
                .flatMap(reader -> reader.flavors().stream())
                .distinct()
                .sorted()
                .toList();
        List<String> ordered = new ArrayList<>(KnownFlavor.NAMES);
        ordered.retainAll(all);
        all.stream().filter(name -> !ordered.contains(name)).forEach(ordered::add);
        return ordered;
    }
}
