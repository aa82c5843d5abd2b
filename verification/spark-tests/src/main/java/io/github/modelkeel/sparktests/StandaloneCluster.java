package io.github.modelkeel.sparktests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * A cluster of Spark's own: a master and two workers of this JVM, on two addresses of this machine, as a speculative twin never runs on the host of its
 * brother. Each worker has an executor of one core, which is a process; another one is started for one that dies.
 */
final class StandaloneCluster implements AutoCloseable {
    private static final int CORES = 1;
    private static final int MEGABYTES = 512;

    private final List<RpcEnv> parts = new ArrayList<>();
    private final String master;

    StandaloneCluster(Path work) {
        SparkConf conf = new SparkConf();
        RpcEnv first = Master.startRpcEnvAndEndpoint("127.0.0.1", 0, 0, conf)._1();
        parts.add(first);
        master = "spark://" + first.address().hostPort();
        for (int number = 1; number <= 2; number++) {
            parts.add(Worker.startRpcEnvAndEndpoint(
                    "127.0.0." + number,
                    0,
                    0,
                    CORES,
                    MEGABYTES,
                    new String[] {master},
                    work.toString(),
                    Option.apply(number),
                    conf,
                    Option.empty()));
        }
    }

    /** An application whose executors have this JVM's class path, and whose slow tasks are run a second time. */
    SparkSession session() {
        return LocalSpark.start(SparkSession.builder()
                .master(master)
                .config("spark.executor.cores", CORES)
                .config("spark.executor.memory", MEGABYTES + "m")
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .config("spark.speculation", "true")
                .config("spark.speculation.interval", "100ms")
                .config("spark.speculation.minTaskRuntime", "100ms")
                .config("spark.speculation.multiplier", "1.1")
                .config("spark.speculation.quantile", "0.5"));
    }

    @Override
    public void close() {
        for (int i = parts.size() - 1; i >= 0; i--) {
            parts.get(i).shutdown();
        }
    }
}
