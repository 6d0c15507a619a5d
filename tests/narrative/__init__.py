"""Reading free text, measured on tables (cases/*.yaml) in other hands than the word lists, and exactly at the edges."""
