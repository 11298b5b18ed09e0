# Serves what `make publish` built. The database in it does not change: publish and build again to renew it.
FROM python:3.12-slim
WORKDIR /app
COPY build/site/requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY build/site .
RUN useradd --system site
USER site
EXPOSE 8001
HEALTHCHECK CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8001/robots.txt', timeout=5)"]
CMD ["python", "-m", "monitor", "--db", "monitor.db", "serve", "--immutable", "--host", "0.0.0.0", "--port", "8001"]
