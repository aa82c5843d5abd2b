package io.github.modelkeel.sklearn;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.modelkeel.formats.ModelFlavor;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.sklearn.python.PythonFile;
import io.github.modelkeel.sklearn.python.node.Located;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Transformers that scikit-learn fitted, and what Python says they make of rows. Remade by {@code make_sklearn_transformer_files.py} of
 * the interop tests; the versions are in {@code expected.json}.
 */
public final class TransformerFixtures {
    public static final Path DIRECTORY = Path.of("src/test/resources/sklearn-transformers");

    private final Map<String, @Nullable Object> document;

    private TransformerFixtures(Map<String, @Nullable Object> document) {
        this.document = document;
    }

    public static TransformerFixtures read(String file) {
        try (JsonParser parser =
                new JsonFactory().createParser(DIRECTORY.resolve(file).toFile())) {
            parser.nextToken();
            return new TransformerFixtures(map(value(parser)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> Double.parseDouble(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> map(@Nullable Object value) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
    }

    static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    /** The names of the cases, each with the form of a file. */
    public List<String> files(boolean refused) {
        List<String> files = new ArrayList<>();
        map(document.get("cases")).forEach((name, entry) -> {
            if (map(entry).containsKey("refused") == refused) {
                list(map(entry).get("forms")).forEach(form -> files.add(name + "." + form));
            }
        });
        return files;
    }

    /** Estimators around pipelines. */
    List<String> wholeFiles() {
        return map(document.get("whole")).keySet().stream()
                .map(name -> name + ".pkl")
                .toList();
    }

    ScoringModel model(String file) {
        return SklearnModel.read(flavor(file), root(file));
    }

    Map<String, @Nullable Object> expected(String file) {
        String name = file.substring(0, file.lastIndexOf('.'));
        return map(
                map(document.get(name.startsWith("whole-") ? "whole" : "cases")).get(name));
    }

    /** The rows, with the columns of a case alone. */
    public List<Map<String, @Nullable Object>> rows(String file) {
        List<?> names = list(expected(file).get("inputs"));
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Object values : list(document.get("rows"))) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            int index = 0;
            for (Object column : list(document.get("columns"))) {
                String name = String.valueOf(map(column).get("name"));
                if (names.contains(name)) {
                    row.put(name, list(values).get(index));
                }
                index++;
            }
            rows.add(row);
        }
        return rows;
    }

    private ModelFlavor flavor(String file) {
        List<ModelFlavor.Input> inputs = new ArrayList<>();
        for (Object name : list(expected(file).get("inputs"))) {
            for (Object column : list(document.get("columns"))) {
                if (name.equals(map(column).get("name"))) {
                    inputs.add(new ModelFlavor.Input(
                            (String) name, String.valueOf(map(column).get("type")), true));
                }
            }
        }
        return ModelFlavor.of("sklearn", file, ModelFlavor.UNKNOWN_CLASS, inputs);
    }

    static Located root(String file) {
        try {
            return PythonFile.read(file, Files.readAllBytes(DIRECTORY.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public FittedPreprocessing preprocessing(String file) {
        return preprocessing(file, root(file));
    }

    FittedPreprocessing preprocessing(String file, Located root) {
        return SklearnModel.preprocessing(flavor(file), root);
    }
}
