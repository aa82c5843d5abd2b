package io.github.modelkeel.formats;

import io.github.modelkeel.formats.json.JsonIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A preprocessor and a model of scikit-learn that were saved beside each other as two files. Their names without the ending are
 * {@code preprocessor} and {@code model}, or end so; their first bytes say what they are. Immutable.
 *
 * @param preprocessor the name of the preprocessor's file
 * @param model the name of the model's file
 */
record FilePair(String preprocessor, String model) {
    /** What their reader is chosen by. */
    static final String FLAVOR = "sklearn";

    static Optional<FilePair> find(Path directory) throws IOException {
        List<String> preprocessors = files(directory, "preprocessor");
        List<String> models = files(directory, "model");
        if (preprocessors.isEmpty() || models.isEmpty()) {
            return Optional.empty();
        }
        if (preprocessors.size() > 1 || models.size() > 1) {
            throw new ModelRefusedException("one preprocessor and one model are expected beside each other, there are "
                    + JsonIn.shorten(preprocessors.toString()) + " and " + JsonIn.shorten(models.toString()));
        }
        return Optional.of(new FilePair(preprocessors.get(0), models.get(0)));
    }

    private static List<String> files(Path directory, String stem) throws IOException {
        Pattern pattern = Pattern.compile("(.*[_-])?" + stem + "\\.(pkl|pickle|cloudpickle|joblib|skops)");
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> pattern.matcher(name).matches())
                    .sorted()
                    .toList();
        }
    }
}
