"""News articles and press pages: furniture off, quotations attributed to who said them, and dated. All pure."""
