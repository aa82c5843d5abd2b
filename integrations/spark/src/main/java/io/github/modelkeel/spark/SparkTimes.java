package io.github.modelkeel.spark;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * Days and moments of Spark as {@code java.time} has them, in the calendar of ISO 8601. Those of {@code java.sql} are in the Julian calendar before October 1582: what they count
 * from 1970 is another number of days there.
 */
final class SparkTimes {
    private SparkTimes() {}

    /** A day, as Spark has it in memory. */
    static LocalDate day(int sinceEpoch) {
        return LocalDate.ofEpochDay(sinceEpoch);
    }

    /** A moment, as Spark has it in memory, is the date and time that it is in a zone: the session's, as an executor may be in another. */
    static LocalDateTime moment(long micros, ZoneId zone) {
        return LocalDateTime.ofInstant(DateTimeUtils.microsToInstant(micros), zone);
    }

    /** A value of a {@code Row}; what is neither a day nor a moment stays as it is. */
    static @Nullable Object of(@Nullable Object value, ZoneId zone) {
        if (value instanceof Timestamp moment) {
            return moment(DateTimeUtils.fromJavaTimestamp(moment), zone);
        }
        if (value instanceof Date day) {
            return day(DateTimeUtils.fromJavaDate(day));
        }
        return value instanceof Instant moment ? LocalDateTime.ofInstant(moment, zone) : value;
    }
}
