package io.github.modelkeel.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A broker of Kafka that is its own controller, in a process of its own and a directory of its own, and programs that use Kafka's client: the recipe and
 * those of the test, compiled here. Not thread-safe.
 */
final class RealKafka implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String CLUSTER = "MkU3OEVBNTcwNTJENDM2Qk";
    private static final String PACKAGE = "src/kafka/java/io/github/modelkeel/samples/recipes";
    private static final Path RECIPE =
            Checkout.root().resolve("samples/recipes").resolve(PACKAGE).resolve("MonitorATopic.java");
    private static final Path PROGRAMS =
            Checkout.root().resolve("verification/interop-tests").resolve(PACKAGE);

    private final Path work;
    private final List<Path> jars;
    private final int port = Alerting.freePort();
    private final Path settings;
    private final Path classes;
    private final URLClassLoader loader;
    private final KafkaTopics topics;
    private ChildProcess broker;

    private RealKafka(Path work, List<Path> jars) throws IOException {
        this.work = work;
        this.jars = jars;
        this.settings = Files.writeString(work.resolve("server.properties"), settings());
        this.classes = compile();
        this.loader = loader();
        this.topics = topics();
        run("kafka.tools.StorageTool", "format", "--standalone", "-t", CLUSTER, "-c", settings.toString());
        this.broker = broker();
    }

    /** Starts a broker in {@code work}; skips the calling test where its jars cannot be had. */
    static RealKafka start(Path work) throws IOException {
        return new RealKafka(work, MavenJars.KAFKA.orSkip());
    }

    private String settings() {
        int controller = Alerting.freePort();
        return """
                process.roles=broker,controller
                node.id=1
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                controller.listener.names=CONTROLLER
                controller.quorum.bootstrap.servers=127.0.0.1:%2$d
                log.dirs=%3$s
                auto.create.topics.enable=false
                log.cleaner.dedupe.buffer.size=4194304
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                group.consumer.min.session.timeout.ms=6000
                group.consumer.session.timeout.ms=6000
                group.consumer.min.heartbeat.interval.ms=1000
                group.consumer.heartbeat.interval.ms=1000
                """.formatted(port, controller, work.resolve("logs").toString().replace('\\', '/'));
    }

    /** The jars of Kafka, after others. */
    private String classPath(String... before) {
        return Stream.concat(Stream.of(before), jars.stream().map(Path::toString))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String ownClassPath() {
        return System.getProperty("java.class.path", "");
    }

    private Path compile() throws IOException {
        Path output = Files.createDirectories(work.resolve("classes"));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "17",
                        "-encoding",
                        "UTF-8",
                        "-Xlint:all,-path,-classfile,-processing",
                        "-Werror",
                        "-proc:none",
                        "-cp",
                        classPath(ownClassPath()),
                        "-d",
                        output.toString(),
                        RECIPE.toString(),
                        PROGRAMS.resolve("ClientTopics.java").toString(),
                        PROGRAMS.resolve("MonitorUnderTest.java").toString());
        if (result != 0) {
            throw new IllegalStateException("the recipe does not compile with Kafka's client: see above");
        }
        return output;
    }

    private static List<String> java(String classPath, String mainClass, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-cp",
                classPath,
                mainClass));
        command.addAll(List.of(arguments));
        return command;
    }

    private void run(String mainClass, String... arguments) {
        Path log = work.resolve(mainClass + ".log");
        try (ChildProcess process = ChildProcess.start(java(classPath(), mainClass, arguments), work, Map.of(), log)) {
            process.awaitSuccess(LIMIT);
        }
    }

    private ChildProcess broker() {
        ChildProcess started = ChildProcess.start(
                java(classPath(), "kafka.Kafka", settings.toString()), work, Map.of(), work.resolve("broker.log"));
        Instant end = Instant.now().plus(LIMIT);
        while (!answers()) {
            if (Instant.now().isAfter(end) || started.awaitEnd(Duration.ofMillis(200))) {
                started.close();
                throw new IllegalStateException("the broker did not answer\n" + started.tail());
            }
        }
        return started;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private URLClassLoader loader() throws IOException {
        List<URL> urls = new ArrayList<>(List.of(classes.toUri().toURL()));
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), RealKafka.class.getClassLoader());
    }

    private KafkaTopics topics() {
        try {
            return (KafkaTopics) loader.loadClass("io.github.modelkeel.samples.recipes.ClientTopics")
                    .getConstructor(String.class)
                    .newInstance(brokers());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot use Kafka's client", e);
        }
    }

    String brokers() {
        return "127.0.0.1:" + port;
    }

    KafkaTopics client() {
        return topics;
    }

    /** Starts a program of package {@code samples.recipes}, whose output goes to a file of its own; the brokers are its first argument. */
    ChildProcess start(String program, Path log, String... arguments) {
        String[] all = Stream.concat(Stream.of(brokers()), Stream.of(arguments)).toArray(String[]::new);
        String classPath = classPath(classes.toString(), ownClassPath());
        return ChildProcess.start(
                java(classPath, "io.github.modelkeel.samples.recipes." + program, all), work, Map.of(), log);
    }

    /** Ends the broker as {@code kill -9} does, and starts it again at the same address. */
    void restart() {
        broker.kill();
        broker = broker();
    }

    /** A message of JSON. */
    static byte[] message(String text) {
        return text.getBytes(UTF_8);
    }

    @Override
    public void close() throws IOException {
        topics.close();
        loader.close();
        broker.close();
    }
}
