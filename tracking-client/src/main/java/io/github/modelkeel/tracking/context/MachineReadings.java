package io.github.modelkeel.tracking.context;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK and {@code /proc} tell about the machine and this JVM, under MLflow's names. Megabytes are a million bytes, as in
 * MLflow. What cannot be read is left out. Network traffic and garbage collections are counted from the creation of this object on.
 */
public final class MachineReadings implements Supplier<Map<String, Double>> {
    private static final double MEGABYTE = 1e6;

    private final Path proc;
    private final Optional<Traffic> trafficAtStart;
    private final Collections collectionsAtStart = collections();

    public MachineReadings() {
        this(Path.of("/proc"));
    }

    public MachineReadings(Path proc) {
        this.proc = proc;
        this.trafficAtStart = traffic();
    }

    @Override
    public Map<String, Double> get() {
        Map<String, Double> readings = new TreeMap<>();
        processor().ifPresent(load -> readings.put("system/cpu_utilization_percentage", load * 100));
        memory(readings);
        disk(readings);
        network(readings);
        jvm(readings);
        return readings;
    }

    /** Null where the module jdk.management is missing. */
    private static com.sun.management.@Nullable OperatingSystemMXBean machine() {
        try {
            return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        } catch (LinkageError | IllegalArgumentException noSuchModule) {
            return null;
        }
    }

    private static OptionalDouble processor() {
        var machine = machine();
        double load = machine == null ? -1 : machine.getCpuLoad();
        return load >= 0 ? OptionalDouble.of(load) : OptionalDouble.empty();
    }

    /** Linux counts its file cache as used; what programs can have is in /proc. */
    private void memory(Map<String, Double> readings) {
        Map<String, Long> info = memoryInfo();
        Long total = info.get("MemTotal");
        Long available = info.get("MemAvailable");
        var machine = machine();
        if (total != null && available != null) {
            memory(readings, total * 1024.0, available * 1024.0);
        } else if (machine != null) {
            memory(readings, (double) machine.getTotalMemorySize(), (double) machine.getFreeMemorySize());
        }
    }

    private static void memory(Map<String, Double> readings, double total, double available) {
        readings.put("system/system_memory_usage_megabytes", (total - available) / MEGABYTE);
        readings.put("system/system_memory_usage_percentage", (total - available) / total * 100);
    }

    private Map<String, Long> memoryInfo() {
        Map<String, Long> info = new TreeMap<>();
        for (String line : lines("meminfo")) {
            String[] words = line.split(":? +", -1);
            if (words.length >= 2 && words[1].matches("[0-9]{1,15}")) {
                info.put(words[0], Long.parseLong(words[1]));
            }
        }
        return info;
    }

    private static void disk(Map<String, Double> readings) {
        try {
            Path root = Path.of("").toAbsolutePath().getRoot();
            FileStore store = Files.getFileStore(root);
            double used = (double) store.getTotalSpace() - store.getUnallocatedSpace();
            double available = store.getUsableSpace();
            readings.put("system/disk_usage_megabytes", used / MEGABYTE);
            readings.put("system/disk_available_megabytes", available / MEGABYTE);
            if (used + available > 0) {
                readings.put("system/disk_usage_percentage", used / (used + available) * 100);
            }
        } catch (IOException e) {
            System.getLogger(MachineReadings.class.getName())
                    .log(System.Logger.Level.DEBUG, "the disk cannot be measured", e);
        }
    }

    private record Traffic(long received, long sent) {}

    private void network(Map<String, Double> readings) {
        Optional<Traffic> now = traffic();
        if (now.isPresent() && trafficAtStart.isPresent()) {
            Traffic start = trafficAtStart.get();
            readings.put("system/network_receive_megabytes", (now.get().received() - start.received()) / MEGABYTE);
            readings.put("system/network_transmit_megabytes", (now.get().sent() - start.sent()) / MEGABYTE);
        }
    }

    /** All interfaces: lines of a name, eight numbers about what was received and eight about what was sent. */
    private Optional<Traffic> traffic() {
        long received = 0;
        long sent = 0;
        boolean found = false;
        for (String line : lines("net/dev")) {
            int colon = line.indexOf(':');
            String[] numbers = line.substring(colon + 1).strip().split(" +", -1);
            if (colon > 0 && numbers.length >= 9 && numbers[0].matches("[0-9]{1,18}")) {
                received += Long.parseLong(numbers[0]);
                sent += Long.parseLong(numbers[8]);
                found = true;
            }
        }
        return found ? Optional.of(new Traffic(received, sent)) : Optional.empty();
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(proc.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException notLinux) {
            return List.of();
        }
    }

    private record Collections(long count, long millis) {}

    private static Collections collections() {
        long count = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += Math.max(0, collector.getCollectionCount());
            millis += Math.max(0, collector.getCollectionTime());
        }
        return new Collections(count, millis);
    }

    private void jvm(Map<String, Double> readings) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        readings.put("system/jvm_heap_usage_megabytes", heap.getUsed() / MEGABYTE);
        if (heap.getMax() > 0) {
            readings.put("system/jvm_heap_usage_percentage", heap.getUsed() * 100.0 / heap.getMax());
        }
        Collections now = collections();
        readings.put("system/jvm_gc_count", (double) now.count() - collectionsAtStart.count());
        readings.put("system/jvm_gc_time_milliseconds", (double) now.millis() - collectionsAtStart.millis());
    }
}
