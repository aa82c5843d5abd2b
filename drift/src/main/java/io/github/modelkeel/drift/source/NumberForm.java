package io.github.modelkeel.drift.source;

import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How numbers are written in a file. Immutable.
 *
 * @param decimal the mark before the fraction
 * @param thousands the mark between groups of three digits, {@link #NONE} if there is not one; a blank is also one that does not break
 * @param units whether a number may have a percent sign or a currency
 */
public record NumberForm(char decimal, char thousands, boolean units) {
    /** As Java and most programs write them. */
    public static final NumberForm PLAIN = new NumberForm('.', NumberForm.NONE, false);

    public static final char NONE = '\0';

    private static final int GROUP = 3;
    private static final int CODE = 3;
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    boolean isPlain() {
        return equals(PLAIN);
    }

    /** A number of this form as Java writes it, a percentage as its hundredth; any other field as it is. */
    String plain(String field) {
        String number = bare(field);
        boolean percent = units && number.endsWith("%");
        if (percent) {
            number = bare(number.substring(0, number.length() - 1));
        } else if (units) {
            number = withoutCurrency(number);
        }
        String sign = sign(number);
        String digits = plainDigits(sign.isEmpty() ? number : bare(number.substring(1)));
        if (digits.isEmpty() || (percent && digits.indexOf('e') >= 0)) {
            return field;
        }
        return (sign.equals("-") ? "-" : "") + digits + (percent ? "e-2" : "");
    }

    private static String sign(String number) {
        char first = number.isEmpty() ? NONE : number.charAt(0);
        return first == '-' || first == '\u2212' ? "-" : first == '+' ? "+" : "";
    }

    /** Before or behind the number, with or without a blank; a sign may be in front of it. */
    private static String withoutCurrency(String number) {
        String sign = sign(number);
        String unsigned = sign.isEmpty() ? number : bare(number.substring(1));
        int front = currency(unsigned, 0);
        int back = currency(unsigned, unsigned.length());
        if (front > 0) {
            return sign + bare(unsigned.substring(front));
        }
        return back > 0 ? sign + bare(unsigned.substring(0, unsigned.length() - back)) : number;
    }

    /** How many characters of a currency start or end there. Between a code and its number is a blank, as TOP10 is not money. */
    private static int currency(String text, int place) {
        boolean front = place == 0;
        if (!text.isEmpty() && Character.getType(text.charAt(front ? 0 : place - 1)) == Character.CURRENCY_SYMBOL) {
            return 1;
        }
        if (text.length() <= CODE || !isBlank(text.charAt(front ? CODE : place - CODE - 1))) {
            return 0;
        }
        return CURRENCIES.contains(front ? text.substring(0, CODE) : text.substring(place - CODE)) ? CODE : 0;
    }

    /** Digits in groups or not, a fraction, an exponent; empty if it is anything else. */
    private String plainDigits(String number) {
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        String mantissa = exponent < 0 ? number : number.substring(0, exponent);
        int point = mantissa.indexOf(decimal);
        String whole = point < 0 ? mantissa : mantissa.substring(0, point);
        String fraction = point < 0 ? "" : mantissa.substring(point + 1);
        String joined = isDigits(whole) ? whole : joined(whole);
        if ((joined.isEmpty() && !whole.isEmpty()) || joined.length() + fraction.length() == 0 || !isDigits(fraction)) {
            return "";
        }
        String plain = fraction.isEmpty() ? joined : joined + "." + fraction;
        return exponent < 0 ? plain : exponent(plain, number.substring(exponent + 1));
    }

    private static String exponent(String mantissa, String exponent) {
        String digits = sign(exponent).isEmpty() ? exponent : exponent.substring(1);
        return digits.isEmpty() || !isDigits(digits) ? "" : mantissa + "e" + exponent;
    }

    /** Groups of three digits, the first of one to three and without a leading zero; empty if they are not. */
    private String joined(String groups) {
        int first = 0;
        while (first < groups.length() && !isThousands(groups.charAt(first))) {
            first++;
        }
        if (thousands == NONE || first == 0 || first > GROUP || groups.charAt(0) == '0') {
            return "";
        }
        StringBuilder joined = new StringBuilder(groups.length()).append(groups, 0, first);
        for (int i = first; i < groups.length(); i += GROUP + 1) {
            if (!isThousands(groups.charAt(i)) || i + GROUP >= groups.length()) {
                return "";
            }
            joined.append(groups, i + 1, i + 1 + GROUP);
        }
        return isDigits(joined) ? joined.toString() : "";
    }

    private boolean isThousands(char c) {
        return c == thousands
                || (thousands == ' ' && isBlank(c))
                || (thousands == '\'' && c == '\u2019'); // as a Swiss locale writes it
    }

    private static boolean isDigits(CharSequence text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\u202f';
    }

    private static String bare(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }
}
