package io.github.modelkeel.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A booster in xgboost4j 3.4.0, on one thread. Tribuo brings 1.6.2 with the same class names, so the newer jar is not a dependency: the build puts it
 * into {@code target/peers}, and it has a class loader of its own.
 */
final class NewerXgboost {
    private static final String DIRECTORY = System.getProperty("peers", "target/peers");

    private final Object booster;
    private final MethodHandle inPlace;
    private final MethodHandle newMatrix;
    private final MethodHandle predict;
    private final MethodHandle dispose;

    NewerXgboost(byte[] model) {
        try {
            ClassLoader loader = new OwnXgboost(jar().toUri().toURL());
            Class<?> boosters = loader.loadClass("ml.dmlc.xgboost4j.java.Booster");
            Class<?> matrices = loader.loadClass("ml.dmlc.xgboost4j.java.DMatrix");
            Lookup lookup = MethodHandles.publicLookup();
            booster = lookup.findStatic(
                            loader.loadClass("ml.dmlc.xgboost4j.java.XGBoost"),
                            "loadModel",
                            MethodType.methodType(boosters, InputStream.class))
                    .invoke((InputStream) new ByteArrayInputStream(model));
            lookup.findVirtual(boosters, "setParams", MethodType.methodType(void.class, Map.class))
                    .invoke(booster, Map.of("nthread", 1));
            inPlace = lookup.findVirtual(
                    boosters,
                    "inplace_predict",
                    MethodType.methodType(float[][].class, float[].class, int.class, int.class, float.class));
            newMatrix = lookup.findConstructor(
                    matrices, MethodType.methodType(void.class, float[].class, int.class, int.class, float.class));
            predict = lookup.findVirtual(boosters, "predict", MethodType.methodType(float[][].class, matrices));
            dispose = lookup.findVirtual(matrices, "dispose", MethodType.methodType(void.class));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(DIRECTORY))) {
            List<Path> jars = files.filter(file -> file.getFileName().toString().startsWith("xgboost4j"))
                    .toList();
            if (jars.size() != 1) {
                throw new IOException("one jar of xgboost4j is needed in " + DIRECTORY + ", not " + jars
                        + "; run this with -Pbenchmarks in Maven's phase verify");
            }
            return jars.get(0);
        }
    }

    /** Predicts for rows of features, without a matrix. */
    float[][] inPlace(float[] rows, int count) {
        try {
            return (float[][]) inPlace.invoke(booster, rows, count, rows.length / count, Float.NaN);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** The same with a matrix that is made for it. */
    float[][] withMatrix(float[] rows, int count) {
        try {
            Object matrix = newMatrix.invoke(rows, count, rows.length / count, Float.NaN);
            try {
                return (float[][]) predict.invoke(booster, matrix);
            } finally {
                dispose.invoke(matrix);
            }
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("xgboost4j 3.4.0 failed", e);
    }

    /** Takes the classes of xgboost4j from the jar, and what they use from the class path. */
    private static final class OwnXgboost extends URLClassLoader {
        OwnXgboost(URL jar) {
            super(new URL[] {jar}, NewerXgboost.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("ml.dmlc.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }

        @Override
        public URL getResource(String name) {
            URL own = findResource(name);
            return own == null ? super.getResource(name) : own;
        }
    }
}
