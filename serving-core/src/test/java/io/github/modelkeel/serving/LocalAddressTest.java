package io.github.modelkeel.serving;

import static io.github.modelkeel.serving.TestModels.ROW;
import static io.github.modelkeel.serving.TestModels.priceOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.internal.ModelManifest;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.registry.ModelVerifier;
import io.github.modelkeel.serving.PredictorStatus.State;
import io.github.modelkeel.serving.RefreshOutcome.Result;
import io.github.modelkeel.serving.source.Address;
import io.github.modelkeel.serving.source.ClassPathSource;
import io.github.modelkeel.serving.source.LocalModel;
import io.github.modelkeel.serving.version.VersionSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models in a directory and on the class path, without a registry. */
class LocalAddressTest {
    @TempDir
    Path temp;

    private Path model() throws IOException {
        Path directory = temp.resolve("my house");
        ModelBundle.of(TestModels.house(4), List.of(ROW)).writeTo(directory);
        return directory;
    }

    private static String uri(Path directory) {
        return directory.toUri().toString().replaceFirst("/$", "");
    }

    @Test
    void aDirectoryIsServed() throws IOException {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (Predictor house =
                Predictor.builder(uri(model())).meterRegistry(meters).load()) {
            Prediction prediction = house.predict(ROW);
            assertThat(prediction.value()).isEqualTo(priceOf(4));
            assertThat(prediction.modelName()).isEqualTo("my house");
            assertThat(prediction.modelVersion()).isZero();
            assertThat(house.status().state()).isEqualTo(State.LIVE);
            assertThat(house.refresh().result()).isEqualTo(Result.UNCHANGED);
            assertThat(meters.get("ml.prediction.duration").timers()).isNotEmpty();
        }
    }

    @Test
    void anAddressMayBeRelativeOrHaveThreeSlashes() throws IOException {
        Path directory = model();
        Path here = Path.of("").toAbsolutePath();
        if (directory.getRoot().equals(here.getRoot())) {
            try (Predictor house = Predictor.load("file:" + here.relativize(directory))) {
                assertThat(house.predict(ROW).value()).isEqualTo(priceOf(4));
            }
        }
        try (Predictor house = Predictor.load(uri(directory).replaceFirst("^file:/+", "file:///"))) {
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(4));
        }
    }

    @Test
    void aNewPredictorReadsWhatIsThereNow() throws IOException {
        Path directory = model();
        Predictor.load(uri(directory)).close();
        ModelBundle.of(TestModels.house(5), List.of(ROW)).writeTo(directory);
        try (Predictor house = Predictor.load(uri(directory))) {
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(5));
        }
    }

    @Test
    void aFileThatIsNotTheManifestsIsRefusedByName() throws IOException {
        Path directory = model();
        Files.write(
                directory.resolve(ModelManifest.FILE_NAME),
                ModelManifest.of(directory, Set.of()).toBytes());
        Predictor.load(uri(directory)).close();
        Files.writeString(directory.resolve("extra.txt"), "x");
        assertThatThrownBy(() -> Predictor.load(uri(directory)))
                .isInstanceOf(ModelNotLoadableException.class)
                .hasMessageContaining("files that its manifest does not know: [extra.txt]");
        Files.delete(directory.resolve("extra.txt"));
        Files.writeString(directory.resolve("input_example.json"), "{}");
        assertThatThrownBy(() -> Predictor.load(uri(directory)))
                .isInstanceOf(ModelNotLoadableException.class)
                .hasMessageContaining("the file input_example.json has 2 bytes");
        Files.delete(directory.resolve("input_example.json"));
        assertThatThrownBy(() -> Predictor.load(uri(directory)))
                .hasMessageContaining("the file input_example.json is missing");
    }

    @Test
    void aSignatureIsRequiredWhereOneIsAskedFor() throws Exception {
        Path directory = model();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        ModelVerifier verifier =
                ModelVerifier.ofKeys(generator.generateKeyPair().getPublic());
        Predictor.load(uri(directory)).close();
        assertThatThrownBy(() -> Predictor.builder(uri(directory))
                        .requireSignedBy(verifier)
                        .load())
                .isInstanceOf(ModelNotLoadableException.class)
                .hasMessageContaining("is not signed");
    }

    @Test
    void aDirectoryThatIsNotThereOrHoldsNoModelIsNamed() throws IOException {
        Path missing = temp.resolve("nowhere");
        assertThatThrownBy(() -> Predictor.load(uri(missing)))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining(missing.toString());
        Files.createDirectory(missing);
        assertThatThrownBy(() -> Predictor.load(uri(missing)))
                .isInstanceOf(ModelNotLoadableException.class)
                .hasMessageContaining("MLmodel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/models/house", "house", "", "model:/house", "C:\\models\\house", "http://host/house"})
    void anAddressWithoutAKnownSchemeIsRefusedWithAllThatThereAre(String uri) {
        assertThatThrownBy(() -> Predictor.builder(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "models:/", "runs:/", "mlflow-artifacts:/", "file:/DIRECTORY", "classpath:", uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:", "file://host/model", "file:/a b", "classpath:", "classpath:/", "classpath:a/../b"})
    void anAddressOfAnotherFormIsRefusedWhereItIsWritten(String uri) {
        assertThatThrownBy(() -> Predictor.builder(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(uri);
    }

    @Test
    void aModelInAJarOnTheClassPathIsServedAndLeavesNoFiles() throws IOException {
        Path jar = temp.resolve("app.jar");
        Path directory = model();
        String mark =
                UUID.randomUUID() + ".txt"; // other processes have models in the same directory for temporary files
        Files.createFile(directory.resolve(mark));
        pack(directory, "models/house/", jar);
        withClassPath(jar, () -> {
            try (Predictor house = Predictor.load("classpath:models/house")) {
                assertThat(house.predict(ROW).value()).isEqualTo(priceOf(4));
                assertThat(house.predict(ROW).modelName()).isEqualTo("house");
            }
        });
        try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(left.filter(path -> Files.exists(path.resolve(mark)))).isEmpty();
        }
    }

    @Test
    void resourcesAreCopiedOnceToBeLoadedAndNotToBeNamed() throws IOException {
        Path classes = temp.resolve("classes");
        Files.createDirectories(classes.resolve("models"));
        Path files = Files.move(model(), classes.resolve("models/house"));
        Path copies = temp.resolve("copies");
        withClassPath(classes, () -> {
            ClassPathSource source =
                    new ClassPathSource(new Address.OnClassPath("models/house"), new LocalModel(null), copies);
            VersionSource.Candidate candidate = source.resolve(); // there is no directory to copy to yet
            assertThatThrownBy(candidate::load).hasMessageContaining(copies.toString());
            try {
                assertThat(candidate.id().digest()).isEqualTo(LocalModel.digest(files));
                Files.createDirectory(copies);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            assertThat(candidate.load().model().predict(ROW)).isEqualTo(priceOf(4));
            assertThat(copies).isEmptyDirectory();
        });
    }

    @Test
    void aModelInADirectoryOfClassesIsServed() throws IOException {
        Path classes = temp.resolve("classes");
        Files.createDirectories(classes.resolve("models"));
        Files.move(model(), classes.resolve("models/house"));
        withClassPath(classes, () -> {
            try (Predictor house = Predictor.load("classpath:/models/house")) {
                assertThat(house.predict(ROW).value()).isEqualTo(priceOf(4));
            }
        });
    }

    @Test
    void aResourceThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Predictor.load("classpath:models/nowhere"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("the class path has no models/nowhere/MLmodel");
    }

    private static void withClassPath(Path entry, Runnable action) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {entry.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            action.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void pack(Path directory, String prefix, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.list(directory)) {
            for (Path each : files.toList()) {
                out.putNextEntry(new JarEntry(prefix + each.getFileName()));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
    }
}
