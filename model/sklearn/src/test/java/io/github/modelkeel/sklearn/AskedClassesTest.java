package io.github.modelkeel.sklearn;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.formats.ModelFiles;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.sklearn.python.SkopsParts;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The readers in a class loader that writes down what it is asked for: never a name from a file, whether there is such a class or not. */
class AskedClassesTest {
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final String TRAP = AskedClassesTest.class.getName() + "$Trap";
    private static final String OURS = "(java|javax|jdk|sun|io\\.github\\.modelkeel|com\\.fasterxml\\.jackson\\.core"
            + "|org\\.snakeyaml|org\\.jspecify)\\..*";

    /** A class of which files speak. */
    static final class Trap {
        private Trap() {}
    }

    /** Loads all but the JDK again, so that each name is asked for here. */
    private static final class Recorder extends URLClassLoader {
        private final Set<String> asked = ConcurrentHashMap.newKeySet();

        Recorder(URL[] classPath) {
            super(classPath, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            asked.add(name);
            return super.loadClass(name, resolve);
        }
    }

    private static Recorder recorder() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return new Recorder(urls.toArray(URL[]::new));
    }

    /** Reads each directory; how many were read rather than refused. */
    private static int read(Recorder recorder, List<Path> directories) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(recorder);
        try {
            Method read = recorder.loadClass(ModelBundle.class.getName()).getMethod("read", Path.class);
            int count = 0;
            for (Path directory : directories) {
                try {
                    assertThat(read.invoke(null, directory)).isNotNull();
                    count++;
                } catch (InvocationTargetException e) {
                    assertThat(e)
                            .cause()
                            .extracting(cause -> cause.getClass().getName())
                            .isEqualTo(ModelRefusedException.class.getName());
                }
            }
            return count;
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void noNameFromAFileIsAskedFor(@TempDir Path temporary) throws Exception {
        List<Path> models =
                new ArrayList<>(List.of(ModelFiles.fixtures("golden-v1"), ModelFiles.fixtures("two-files")));
        for (String directory : List.of("python-models", "onnx-models")) {
            try (Stream<Path> all = Files.list(ModelFiles.fixtures(directory))) {
                all.filter(Files::isDirectory).forEach(models::add);
            }
        }
        for (Path file : pythonFiles()) {
            models.add(logged(temporary, "sklearn", "pickled_model", Files.readAllBytes(file)));
        }
        try (Recorder recorder = recorder()) {
            assertThat(read(recorder, models)).isGreaterThan(150);
            assertThat(recorder.asked).hasSizeGreaterThan(200).allMatch(name -> name.matches(OURS));
        }
    }

    private static List<Path> pythonFiles() throws IOException {
        try (Stream<Path> all = Files.walk(RESOURCES)) {
            return all.filter(path -> path.toString().matches(".*sklearn.*\\.(pkl|cloudpickle|joblib|skops)"))
                    .sorted()
                    .toList();
        }
    }

    private static Path logged(Path temporary, String flavor, String key, byte[] content) throws IOException {
        Path directory = Files.createTempDirectory(temporary, "model");
        Files.writeString(
                directory.resolve("MLmodel"),
                "flavors:\n  " + flavor + ":\n    " + key + ": model.file\n    model_class: " + TRAP + "\n");
        Files.write(directory.resolve("model.file"), content);
        return directory;
    }

    /** Each file names a class that is there, wherever it can name one. */
    @Test
    void aClassThatIsThereIsNotAskedForEither(@TempDir Path temporary) throws Exception {
        List<Path> models = new ArrayList<>();
        for (String pickle : pickles()) {
            models.add(logged(temporary, "sklearn", "pickled_model", pickle.getBytes(ISO_8859_1)));
        }
        byte[] skops = Files.readAllBytes(ModelFiles.fixtures("sklearn/estimators/ridge.skops"));
        for (String key : List.of("__class__", "__module__", "__loader__", "type")) {
            byte[] named = SkopsParts.withSchema(
                    skops,
                    schema -> new String(schema, UTF_8)
                            .replaceAll(
                                    '"' + key + "\": \"[^\"]*\"", '"' + key + "\": \"" + TRAP.replace("$", "\\$") + '"')
                            .getBytes(UTF_8));
            assertThat(new String(named, ISO_8859_1)).contains(TRAP);
            models.add(logged(temporary, "sklearn", "pickled_model", named));
        }
        models.add(changed(temporary, "xgboost", "xgb-squared-json/model.json", "reg:squarederror"));
        models.add(changed(temporary, "xgboost", "xgb-squared-json/model.json", "gbtree"));
        models.add(changed(temporary, "lightgbm", "lgb-regression/model.lgb", "objective=regression"));
        models.add(own(temporary, "kind"));
        models.add(own(temporary, "type"));
        for (String yaml : List.of("!!" + TRAP + " {}", "flavors: !<tag:yaml.org,2002:" + TRAP + "> {}")) {
            Path directory = Files.createTempDirectory(temporary, "model");
            Files.writeString(directory.resolve("MLmodel"), yaml);
            models.add(directory);
        }
        try (Recorder recorder = recorder()) {
            assertThat(read(recorder, models)).isZero();
            assertThat(recorder.asked).doesNotContain(TRAP).allMatch(name -> name.matches(OURS));
            recorder.loadClass(TRAP);
            assertThat(recorder.asked).contains(TRAP);
        }
    }

    private static List<String> pickles() {
        String module = TRAP.substring(0, TRAP.lastIndexOf('.'));
        String name = TRAP.substring(TRAP.lastIndexOf('.') + 1);
        return List.of(
                "\u0080\2c" + module + "\n" + name + "\n)R.",
                "\u0080\2c" + module + "\n" + name + "\n)\u0081}b.",
                "\u0080\4\u008c" + (char) module.length() + module + "\u008c" + (char) name.length() + name
                        + "\u0093)\u0081.",
                "(i" + module + "\n" + name + "\n.");
    }

    private static Path changed(Path temporary, String flavor, String file, String what) throws IOException {
        String text = Files.readString(ModelFiles.fixtures("python-models").resolve(file), ISO_8859_1);
        assertThat(text).contains(what);
        String key = what.contains("=") ? what.substring(0, what.indexOf('=') + 1) : "";
        return logged(temporary, flavor, "data", text.replace(what, key + TRAP).getBytes(ISO_8859_1));
    }

    private static Path own(Path temporary, String key) throws IOException {
        Path directory = Files.createTempDirectory(temporary, "model");
        try (Stream<Path> files = Files.list(ModelFiles.fixtures("golden-v1"))) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
        Path file = directory.resolve("model.json");
        String text = Files.readString(file);
        String changed = text.replaceAll(
                '"' + key + "\"\\s*:\\s*\"[^\"]*\"", '"' + key + "\":\"" + TRAP.replace("$", "\\$") + '"');
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(file, changed);
        return directory;
    }
}
