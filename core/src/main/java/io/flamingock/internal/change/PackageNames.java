package io.flamingock.internal.change;

/** Tells names of packages from what was meant as something else, a pattern for instance. */
final class PackageNames {

    private PackageNames() {}

    static boolean isName(String text) {
        boolean first = true;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (c == '.' ? first : !isAllowed(c, first)) {
                return false;
            }
            first = c == '.';
        }
        return !first;
    }

    private static boolean isAllowed(int c, boolean first) {
        return Character.isLetter(c) || c == '_' || c == '$' || (!first && isNumber(c));
    }

    private static boolean isNumber(int c) {
        return switch (Character.getType(c)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }
}
